// age and age-keygen 1.3.2.
module dev.giteadrone/servers/age

go 1.26

require filippo.io/age v1.3.2
