import Configuration

/// Reads settings one by one, the environment before the file, and gathers what is wrong with them.
struct SettingReader {
    /// In characters; longer values are shown cut.
    private static let longestShown = 80

    private let config: ConfigReader
    private let environment: [String: String]
    private let file: SettingsFile
    private(set) var faults: [SettingFault] = []
    /// What was given, as it was written.
    private(set) var given: [SettingKey: GivenSetting] = [:]

    init(environment: [String: String], file: SettingsFile) {
        let variables = EnvironmentVariablesProvider(environmentVariables: environment)
        config = ConfigReader(providers: [variables.prefixKeys(with: "nbp"), file.provider])
        self.environment = environment
        self.file = file
    }

    /// The value that `parse` makes of a setting; nil when it is not given, or at fault.
    mutating func read<Value>(
        _ key: SettingKey,
        _ parse: (String) throws(Unfit) -> Value
    ) async -> Value? {
        guard let text = await text(of: key) else { return nil }
        do throws(Unfit) {
            guard !text.isEmpty else { throw .because("is empty; give it a value or leave it away") }
            return try parse(text)
        } catch {
            refuse(key, error, text)
            return nil
        }
    }

    mutating func number(_ key: SettingKey, in range: ClosedRange<Int>) async -> Int? {
        await read(key) { text throws(Unfit) in
            guard let number = Int(text), range.contains(number) else { throw .kind }
            return number
        }
    }

    /// Notes that a setting is missing which something else demands.
    mutating func demand(_ key: SettingKey, because reason: String) {
        faults.append(SettingFault(place: key.variable, reason: reason))
    }

    /// Notes what is wrong with a list.
    mutating func note(_ faults: [SettingFault]) {
        self.faults += faults
    }

    private mutating func text(of key: SettingKey) async -> String? {
        let path = ConfigKey(key.path)
        // Text always converts; what is no text in the file has been refused when the file was read.
        guard let text = try? await config.fetchString(forKey: path, isSecret: key.isSecret) else {
            return nil
        }
        given[key] = GivenSetting(text: text, source: isInEnvironment(key) ? .environment : .file)
        return text
    }

    private mutating func refuse(_ key: SettingKey, _ unfit: Unfit, _ text: String) {
        let place = isInEnvironment(key) ? key.variable : file.place(of: key.name)
        let shown = key.isSecret ? "" : ", not \(String(text.prefix(Self.longestShown)).debugDescription)"
        let reason =
            switch unfit {
            case .kind: "must be \(key.kind)\(shown)"
            case .because(let reason): reason
            }
        faults.append(SettingFault(place: place, reason: reason))
    }

    private func isInEnvironment(_ key: SettingKey) -> Bool { environment[key.variable] != nil }
}

/// A setting as the operator wrote it.
struct GivenSetting: Sendable {
    enum Source: String, Sendable { case environment, file }

    let text: String
    let source: Source
}
