import Engines
import FoundationEssentials
import Kernel
import Outbound

/// Outside parties that receive personal data, as the file names them: `processors:`, a list.
///
/// Each has `id` (`google` and `openai` ship with the product; any other is the operator's own and needs `hosts`, a list, and `country`) and what
/// the operator signed: `contract` (its reference), `signed` and, if it ends, `expires` (days: `2026-11-30`); for a country of
/// another law `mechanism` (`scc:2021-914:2`, `adequacy:JP`), `assessment` and `review_by`; `state` (active without it, announced, suspended,
/// ended).
struct ProcessorList {
    private static let members = [
        "id", "hosts", "country", "contract", "signed", "expires", "mechanism", "assessment", "review_by",
        "state",
    ]
    private static let longestText = 500

    /// Those that ship, and the file's, in its words where both have one.
    private(set) var rows: [Processor]
    private(set) var faults: [SettingFault] = []

    init(_ items: [SettingsItem]) {
        rows = Processor.shipped
        var named: Set<Processor.ID> = []
        for item in items {
            var reader = ItemReader(item, members: Self.members)
            if let row = row(&reader) {
                if named.insert(row.id).inserted {
                    rows.removeAll { $0.id == row.id }
                    rows.append(row)
                } else {
                    reader.refuse("id", "is another entry's too; remove one")
                }
            }
            faults += reader.faults
        }
    }

    private func row(_ reader: inout ItemReader) -> Processor? {
        let id = reader.required("id", "small letters, digits and dashes, at most 48") { Processor.ID($0) }
        let hosts = reader.list(
            "hosts",
            "a list of host names, with a port behind a colon where it is not 443"
        ) {
            $0.wholeMatch(of: /[a-z0-9.\-]{1,253}(:[0-9]{1,5})?/) == nil ? nil : $0
        }
        let country = reader.optional("country", "two capital letters (ISO 3166-1 alpha-2)") {
            $0.wholeMatch(of: /[A-Z]{2}/) == nil ? nil : $0
        }
        let state = reader.optional("state", "one of active, announced, suspended, ended", Self.state)
        let contract = contract(&reader)
        let safeguard = safeguard(&reader)
        guard reader.faults.isEmpty, let id else { return nil }
        let shipped = Processor.shipped.first { $0.id == id }
        if shipped == nil, hosts.isEmpty {
            reader.refuse("hosts", "is missing; it must be a list of host names")
        }
        guard let country = country ?? shipped?.country else {
            reader.refuse("country", "is missing; it must be two capital letters (ISO 3166-1 alpha-2)")
            return nil
        }
        guard reader.faults.isEmpty else { return nil }
        return Processor(
            id: id,
            hosts: hosts.isEmpty ? shipped?.hosts ?? [] : Set(hosts),
            country: country,
            fields: Processor.pictureFields,
            state: state ?? .active,
            contract: contract,
            safeguard: safeguard
        )
    }

    private func contract(_ reader: inout ItemReader) -> Processor.Contract? {
        let reference = reader.optional("contract", "1 to \(Self.longestText) characters", Self.text)
        let signed = reader.optional("signed", "a day, such as 2026-11-30", Self.day)
        let expires = reader.optional("expires", "a day, such as 2027-11-30", Self.day)
        switch (reference, signed) {
        case (let reference?, let signed?):
            return Processor.Contract(reference: reference, signedAt: signed, expiresAt: expires)
        case (nil, nil): break
        case (nil, _?): reader.refuse("contract", "is missing; it must be the reference of what was signed")
        case (_?, nil): reader.refuse("signed", "is missing; it must be a day, such as 2026-11-30")
        }
        return nil
    }

    private func safeguard(_ reader: inout ItemReader) -> Processor.Safeguard? {
        let mechanism = reader.optional(
            "mechanism",
            "a word such as scc:2021-914:2 or adequacy:JP",
            Self.word
        )
        let assessment = reader.optional("assessment", "1 to \(Self.longestText) characters", Self.text)
        let review = reader.optional("review_by", "a day, such as 2027-11-30", Self.day)
        if let mechanism, let assessment, let review {
            return Processor.Safeguard(mechanism: mechanism, assessment: assessment, reviewBy: review)
        }
        if mechanism != nil || assessment != nil || review != nil {
            reader.refuse("mechanism", "needs assessment and review_by beside it, and they need it")
        }
        return nil
    }

    private static func state(_ text: String) -> Processor.State? {
        switch text {
        case "active": .active
        case "announced": .announced
        case "suspended": .suspended
        case "ended": .ended
        default: nil
        }
    }

    private static func text(_ text: String) -> String? {
        let isPlain = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        return isPlain && (1...longestText).contains(text.count) ? text : nil
    }

    private static func word(_ text: String) -> String? {
        text.wholeMatch(of: /[A-Za-z0-9:.\-]{1,64}/) == nil ? nil : text
    }

    /// The day's beginning, in UTC.
    private static func day(_ text: String) -> Timestamp? {
        guard text.wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}/) != nil,
            let date = try? Date(text, strategy: .iso8601.year().month().day())
        else { return nil }
        return Timestamp(date)
    }
}

extension Processor {
    /// What of a person's data goes to whoever makes pictures; never who the person is.
    static let pictureFields = Set(EngineCall.Field.allCases.map(\.rawValue))

    /// The providers whose models the registry lists; without a contract they receive something on local servers alone.
    static let shipped: [Processor] = [
        Processor(
            id: "google",
            hosts: ["generativelanguage.googleapis.com"],
            country: "US",
            fields: pictureFields
        ),
        Processor(id: "openai", hosts: ["api.openai.com"], country: "US", fields: pictureFields),
    ]

    /// Somebody whom nobody has listed: a host that a local server's settings name.
    init?(unlisted base: OutboundURL) {
        let name = base.host.replacing(".", with: "-").prefix(48)
        guard let id = Processor.ID(String(name)) else { return nil }
        self.init(
            id: id,
            hosts: ["\(base.host):\(base.port)"],
            country: Processor.unknownCountry,
            fields: Processor.pictureFields
        )
    }

    /// Where nobody said the country (ISO 3166-1 leaves the code to its users).
    static let unknownCountry = "ZZ"
}
