// Gitea 1.25.5, the second version that the tests run on: the one before it/servers/gitea, with _csrf in its forms.
module dev.giteadrone/servers/gitea-1.25

go 1.26.2

require code.gitea.io/gitea v1.25.5

// The replace lines of Gitea's own go.mod: replacements of a dependency do not apply by themselves.
replace (
	git.sr.ht/~mariusor/go-xsd-duration => gitea.com/gitea/go-xsd-duration v0.0.0-20220703122237-02e73435a078
	github.com/hashicorp/go-version => github.com/6543/go-version v1.3.1
	github.com/jaytaylor/html2text => github.com/Necoro/html2text v0.0.0-20250804200300-7bf1ce1c7347
	github.com/nektos/act => gitea.com/gitea/act v0.261.7-0.20251003180512-ac6e4b751763
)

godebug x509negativeserial=1
