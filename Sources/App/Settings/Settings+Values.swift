import FoundationEssentials
import Kernel
import Logging

/// What each setting's text means.
extension Settings {
    static func path(_ text: String) throws(Unfit) -> URL {
        guard !text.contains("\0") else { throw .kind }
        return Location.file(text)
    }

    static func hostName(_ text: String) throws(Unfit) -> String {
        guard HostName.isName(text) || HostName.isIPv6(text) else { throw .kind }
        return text
    }

    static func url(_ text: String) throws(Unfit) -> BaseURL {
        guard let url = BaseURL(text) else { throw .kind }
        return url
    }

    static func token(_ text: String) throws(Unfit) -> Secret {
        guard SettingKey.tokenLengths.contains(text.utf8.count), text.utf8.allSatisfy({ 0x21...0x7E ~= $0 })
        else {
            throw .kind
        }
        return Secret(text)
    }

    /// A number, or nil for none.
    static func limit(_ text: String) throws(Unfit) -> Int? {
        if text == "unlimited" { return nil }
        guard let number = Int(text), SettingKey.guestImagesRange.contains(number) else { throw .kind }
        return number
    }

    static func basis(_ text: String) throws(Unfit) -> LegalBasis {
        switch text {
        case "consent": .consent
        case "legitimate_interests": .legitimateInterests
        default: throw .kind
        }
    }

    static func level(_ text: String) throws(Unfit) -> Logger.Level {
        guard let level = Logger.Level(rawValue: text) else { throw .kind }
        return level
    }
}

extension ContactCard {
    private static let longestName = 200
    private static let longestAddress = 500

    /// Reads the card; `isRequired` says whether each part must be there.
    init(_ reader: inout SettingReader, isRequired: Bool) async {
        email = await reader.read(.contactEmail) { text throws(Unfit) in
            guard let email = EmailAddress(text) else { throw .kind }
            return email
        }
        name = await reader.read(.operatorName) { text throws(Unfit) in
            try Self.words(text, atMost: Self.longestName, lines: false)
        }
        address = await reader.read(.operatorAddress) { text throws(Unfit) in
            try Self.words(text, atMost: Self.longestAddress, lines: true)
        }
        country = await reader.read(.operatorCountry) { text throws(Unfit) in
            guard text.wholeMatch(of: /[A-Z]{2}/) != nil else { throw .kind }
            return text
        }
        guard isRequired else { return }
        for key in [SettingKey.contactEmail, .operatorName, .operatorAddress, .operatorCountry]
        where reader.given[key] == nil {
            reader.demand(
                key,
                because: "is missing; once the base URL is not local it must be \(key.kind) (contact_missing)"
            )
        }
    }

    private static func words(_ text: String, atMost limit: Int, lines: Bool) throws(Unfit) -> String {
        let words = text.trimmingCharacters
        let isPlain = words.unicodeScalars.allSatisfy {
            $0.properties.generalCategory != .control || (lines && $0 == "\n")
        }
        guard (1...limit).contains(words.count), isPlain else { throw .kind }
        return words
    }
}

extension String {
    /// Without white space at either end.
    fileprivate var trimmingCharacters: String {
        let start = drop(while: \.isWhitespace)
        let end = start.lastIndex { !$0.isWhitespace }
        return end.map { String(start[...$0]) } ?? ""
    }
}
