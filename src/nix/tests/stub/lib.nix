# A small stand-in for the part of nixpkgs' lib that the modules use. It checks this project's own
# modules without nixpkgs, and has no other use.
let
  inherit (builtins) attrNames concatMap concatStringsSep elem filter foldl' genList head isAttrs
    isBool isFunction isInt isList isString length listToAttrs match replaceStrings stringLength
    substring;
in
rec {
  # lists, strings, attribute sets
  optional = condition: x: if condition then [ x ] else [ ];
  optionals = condition: xs: if condition then xs else [ ];
  optionalAttrs = condition: set: if condition then set else { };
  optionalString = condition: s: if condition then s else "";
  inherit concatStringsSep;
  concatMapStringsSep = separator: f: xs: concatStringsSep separator (map f xs);
  unique = foldl' (seen: x: if elem x seen then seen else seen ++ [ x ]) [ ];
  mapAttrsToList = f: set: map (name: f name set.${name}) (attrNames set);
  genAttrs = names: f: listToAttrs (map (name: { inherit name; value = f name; }) names);
  hasSuffix = suffix: s:
    let at = stringLength s - stringLength suffix;
    in at >= 0 && substring at (stringLength suffix) s == suffix;
  characters = s: genList (i: substring i 1 s) (stringLength s);
  toLower = replaceStrings
    (characters "ABCDEFGHIJKLMNOPQRSTUVWXYZ") (characters "abcdefghijklmnopqrstuvwxyz");
  escapeShellArg = x: "'${replaceStrings [ "'" ] [ "'\\''" ] (toString x)}'";
  escapeShellArgs = concatMapStringsSep " " escapeShellArg;
  makeBinPath = concatMapStringsSep ":" (p: "${p}/bin");
  hasInfix = part: s: builtins.length (builtins.split (escapeRegex part) s) > 1;
  escapeRegex = replaceStrings
    [ "\\" "." "*" "+" "?" "(" ")" "[" "{" "|" "^" "$" ]
    [ "\\\\" "\\." "\\*" "\\+" "\\?" "\\(" "\\)" "\\[" "\\{" "\\|" "\\^" "\\$" ];
  getName = p: p.pname;
  last = xs: builtins.elemAt xs (length xs - 1);
  importJSON = path: builtins.fromJSON (builtins.readFile path);
  literalExpression = text: { _type = "literalExpression"; inherit text; };
  literalMD = text: { _type = "literalMD"; inherit text; };

  fakeHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  licenses.asl20 = "Apache-2.0";
  platforms.unix = [ ];
  fileset = {
    unions = concatMap (x: if isList x then x else [ x ]);
    difference = a: _: [ a ];
    toSource = x: x;
  };

  # properties of definitions
  mkIf = condition: content: { _type = "if"; inherit condition content; };
  mkMerge = contents: { _type = "merge"; inherit contents; };
  mkOverride = priority: content: { _type = "override"; inherit priority content; };
  mkForce = mkOverride 50;
  mkDefault = mkOverride 1000;

  # options
  mkOption = args: { _type = "option"; } // args;
  mkEnableOption = what: mkOption {
    type = types.bool;
    default = false;
    description = "Whether to enable ${what}.";
  };

  # A type checks one definition and merges several.
  types =
    let
      scalar = name: check: {
        inherit name check;
        merge = at: values:
          if length (unique values) == 1 then head values
          else throw "${at} has conflicting definitions";
      };
      isPackage = x: isAttrs x && x.type or "" == "derivation";
    in
    rec {
      str = scalar "str" (x: isString x || isPackage x);
      bool = scalar "bool" isBool;
      int = scalar "int" isInt;
      port = scalar "port" (x: isInt x && x > 0 && x < 65536);
      ints.positive = scalar "positive int" (x: isInt x && x > 0);
      path = scalar "path" (x: builtins.isPath x || isString x && match "/.*" x != null);
      package = scalar "package" isPackage;
      unspecified = scalar "unspecified" (_: true);
      lines = {
        name = "lines";
        check = isString;
        merge = _: concatStringsSep "\n";
      };
      oneOf = types: scalar "one of" (x: builtins.any (type: type.check x) types);
      enum = values: scalar "enum" (x: elem x values);
      nullOr = type: {
        name = "null or ${type.name}";
        check = x: x == null || type.check x;
        merge = at: values:
          if builtins.all (x: x == null) values then null
          else type.merge at (filter (x: x != null) values);
      };
      listOf = type: {
        name = "list of ${type.name}";
        check = x: isList x && builtins.all type.check x;
        merge = at: values: map (x: type.merge at [ x ]) (builtins.concatLists values);
      };
      # Values without types for their parts: sets are merged deeply, lists joined.
      anything = {
        name = "anything";
        check = _: true;
        merge = at: values:
          if builtins.all isList values then builtins.concatLists values
          else if builtins.all (x: isAttrs x && !isPackage x) values then
            (attrsOf anything).merge at values
          else if length (unique values) == 1 then head values
          else throw "${at} has conflicting definitions";
      };
      attrs = attrsOf anything;
      attrsOf = type: {
        name = "attrs of ${type.name}";
        check = isAttrs;
        merge = at: values:
          let
            names = unique (concatMap attrNames values);
            given = name: concatMap (v: if v ? ${name} then discharge v.${name} else [ ]) values;
            present = filter (name: given name != [ ]) names;
          in
          genAttrs present (name: mergeAs type "${at}.${name}" (given name));
      };
      submodule = module: {
        name = "submodule";
        check = x: isAttrs x || isFunction x;
        merge = at: values:
          (evalModules {
            prefix = at;
            modules = [ module ] ++ map (v: if isAttrs v then { config = v; } else v) values;
            specialArgs.name = lastPart at;
          }).config;
      };
    };
  lastPart = at: let found = match ".*\\.([^.]*)" at; in if found == null then at else head found;

  # The definitions that apply, each with its priority.
  discharge = x:
    if !(isAttrs x) then [ { priority = 100; value = x; } ]
    else if x._type or "" == "if" then (if x.condition then discharge x.content else [ ])
    else if x._type or "" == "merge" then concatMap discharge x.contents
    else if x._type or "" == "override" then
      map (d: d // { inherit (x) priority; }) (discharge x.content)
    else [ { priority = 100; value = x; } ];

  mergeAs = type: at: definitions:
    let
      strongest = foldl' (p: d: if d.priority < p then d.priority else p) 9999 definitions;
      values = map (d: d.value) (filter (d: d.priority == strongest) definitions);
      wrong = filter (x: !(type.check x)) values;
    in
    if wrong != [ ] then throw "A definition of ${at} is not of type ${type.name}"
    else type.merge at values;

  # mkIf and mkMerge moved down to the attributes, so that names do not depend on conditions.
  pushDown = x:
    if x._type or "" == "if" then
      map (set: builtins.mapAttrs (_: mkIf x.condition) set) (pushDown x.content)
    else if x._type or "" == "merge" then concatMap pushDown x.contents
    else [ x ];

  evalModules = { modules, specialArgs ? { }, prefix ? "" }:
    let
      arguments = specialArgs // { inherit config; lib = import ./lib.nix; };
      load = module:
        let
          value = if builtins.isPath module || isString module then import module else module;
          called = if isFunction value then value arguments else value;
          own = {
            options = called.options or { };
            config =
              if called ? config || called ? options then called.config or { }
              else builtins.removeAttrs called [ "imports" ];
          };
        in
        [ own ] ++ concatMap load (called.imports or [ ]);
      loaded = concatMap load modules;

      join = at: name: if at == "" then name else "${at}.${name}";
      walk = at: optionSets: definitions:
        let
          declared = unique (concatMap attrNames optionSets);
          sets = concatMap pushDown definitions;
          unknown = filter (name: !(elem name declared)) (unique (concatMap attrNames sets));
          under = name: concatMap (s: if s ? ${name} then [ s.${name} ] else [ ]);
          one = name:
            let
              here = join at name;
              options = under name optionSets;
              given = under name sets;
              option = head options;
              definitions = concatMap discharge given;
            in
            if !(builtins.any (o: o._type or "" == "option") options) then walk here options given
            else if length options > 1 then throw "${here} is declared twice"
            else if definitions != [ ] then
              mergeAs option.type here definitions
            else option.default or (throw "${here} is used but not defined");
        in
        if unknown != [ ] then throw "The option ${join at (head unknown)} does not exist"
        else genAttrs declared one;

      config = walk prefix (map (m: m.options) loaded) (map (m: m.config) loaded);
    in
    { inherit config; };
}
