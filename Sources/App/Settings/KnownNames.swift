/// The closed vocabulary of settings: finds what is outside it and what was meant.
struct KnownNames {
    /// What commands read and a server does not: whoever sets it for them must not keep a server from starting.
    private static let commands: Set<String> = ["NBP_KEY"]

    let keys: [SettingKey]

    /// What is wrong with the environment's names that begin like ours.
    func faults(of environment: [String: String]) -> [SettingFault] {
        let known = keys.map(\.variable)
        let strangers = environment.keys.filter {
            $0.hasPrefix(SettingKey.prefix) && !known.contains($0) && !Self.commands.contains($0)
        }
        return strangers.sorted().map { Self.fault($0, name: $0, known) }
    }

    /// What is wrong with the file's keys.
    func faults(of file: SettingsFile) -> [SettingFault] {
        let known = keys.map(\.name)
        return file.names.filter { !known.contains($0) }.map {
            Self.fault(file.place(of: $0), name: $0, known)
        }
    }

    private static func fault(_ place: String, name: String, _ known: [String]) -> SettingFault {
        let nearest = known.min { remoteness($0, of: name) < remoteness($1, of: name) } ?? ""
        return SettingFault(place: place, reason: "is no setting; the nearest name is \(nearest)")
    }

    /// Names that only go on where this one ends are nearest; capitals do not matter.
    private static func remoteness(_ known: String, of name: String) -> (Int, Int) {
        let (known, name) = (known.lowercased(), name.lowercased())
        return (known.hasPrefix(name) ? 0 : 1, distance(known, name))
    }

    /// How many characters must be put in, taken out or replaced to get from one text to the other (Levenshtein).
    static func distance(_ first: String, _ second: String) -> Int {
        let second = Array(second.utf8)
        var row = Array(0...second.count)
        for (line, letter) in first.utf8.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for column in second.indices {
                let replaced = diagonal + (second[column] == letter ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
            }
        }
        return row[second.count]
    }
}
