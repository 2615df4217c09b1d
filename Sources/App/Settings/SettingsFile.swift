import Configuration
import FoundationEssentials
import Yams

/// The scalars of `nbp.yaml`, by their dotted keys.
struct SettingsFile {
    /// In bytes; a real file has some hundred.
    private static let sizeLimit = 1 << 20

    /// No file at all.
    static let none = SettingsFile()

    private let path: String
    private var values: [String: String] = [:]
    private var lists: [SettingList: [SettingsItem]] = [:]
    /// What is wrong with its form.
    private(set) var faults: [SettingFault] = []

    private init() {
        path = ""
    }

    /// Reads the file; what is wrong with it is in `faults`.
    init(_ file: URL) {
        path = file.path
        guard let data = try? Data(contentsOf: file) else {
            faults = [SettingFault(place: path, reason: "cannot be read; check the path and its mode")]
            return
        }
        guard data.count <= Self.sizeLimit, let text = String(data: data, encoding: .utf8) else {
            faults = [SettingFault(place: path, reason: "must be UTF-8 text of at most 1 MiB")]
            return
        }
        do {
            guard let root = try compose(yaml: text) else { return }
            collect(root, at: [])
        } catch {
            faults = [SettingFault(place: path, reason: Self.reason(error))]
        }
    }

    /// The keys that the file sets.
    var names: [String] { values.keys.sorted() }

    /// The values, as text.
    var provider: InMemoryProvider {
        let pairs = values.map { name, text in
            (
                AbsoluteConfigKey(name.split(separator: ".").map(String.init)),
                ConfigValue(.string(text), isSecret: true)
            )
        }
        return InMemoryProvider(name: path, values: Dictionary(pairs) { first, _ in first })
    }

    func items(of list: SettingList) -> [SettingsItem] { lists[list] ?? [] }

    func place(of name: String) -> String { "\(name) in \(path)" }

    /// Forbids a setting that this file cannot make.
    mutating func refuse(_ key: SettingKey, _ reason: String) {
        guard values[key.name] != nil else { return }
        faults.append(SettingFault(place: place(of: key.name), reason: reason))
    }

    /// What stops the reading, in our words: the parser's own quote the file, secrets included.
    private static func reason(_ error: any Error) -> String {
        let error = error as? YamlError
        if case .duplicatedKeysInMapping(let keys, _) = error {
            return "sets \(keys.sorted().joined(separator: ", ")) twice; remove one"
        }
        return "is\(error?.line.map { ", line \($0)," } ?? "") no YAML; mind indentation, colons and quotes"
    }

    private mutating func collect(_ node: Node, at keys: [String]) {
        let name = keys.joined(separator: ".")
        if keys.count == 1, let list = SettingList(rawValue: name) { return collect(node, of: list) }
        switch node {
        case .scalar(let scalar): set(name, scalar.string)
        case .mapping(let mapping):
            for (key, value) in mapping { collect(value, at: keys + [key.string ?? "?"]) }
        case .sequence, .alias:
            faults.append(SettingFault(place: place(of: name), reason: "is a list; no setting takes one"))
        }
    }

    private mutating func collect(_ node: Node, of list: SettingList) {
        guard case .sequence(let entries) = node else {
            let reason = "must be a list: begin each entry with a dash"
            faults.append(SettingFault(place: place(of: list.rawValue), reason: reason))
            return
        }
        lists[list] = entries.enumerated().compactMap { index, entry in
            let place = place(of: "\(list.rawValue)[\(index + 1)]")
            if let item = SettingsItem(entry, place: place) { return item }
            faults.append(SettingFault(place: place, reason: "must hold key: value"))
            return nil
        }
    }

    private mutating func set(_ name: String, _ text: String) {
        guard !name.isEmpty else {
            if text.isEmpty { return }  // a document without content
            faults.append(SettingFault(place: path, reason: "holds one value; write settings as key: value"))
            return
        }
        guard values.updateValue(text, forKey: name) != nil else { return }
        faults.append(SettingFault(place: place(of: name), reason: "is set twice; remove one"))
    }
}

extension YamlError {
    /// Counted from 1.
    fileprivate var line: Int? {
        switch self {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        default: nil
        }
    }
}
