package import Kernel

extension Letter {
    /// A letter with something in every place, as previews and tests send it.
    package static func sample(
        _ kind: MailKind,
        to recipient: EmailAddress,
        in language: Language,
        campaign: CampaignID? = nil
    ) throws(LetterDefect) -> Letter {
        let values = kind.needs.union(kind.mayHave).map { ($0, sampleValue($0)) }
        return try Letter(
            kind,
            to: recipient,
            in: language,
            values: Dictionary(uniqueKeysWithValues: values),
            campaign: campaign
        )
    }

    private static func sampleValue(_ placeholder: MailPlaceholder) -> String {
        switch placeholder {
        case .link: "https://studio.example/sample/4f7c2a9e?from=mail&step=2"
        case .code: "482 913"
        case .time: "2026-11-23 18:00 UTC"
        case .device: "Firefox, Linux"
        case .place: "203.0.113.0/24"
        case .reason: "A sample reason: <spam> & 垃圾訊息"
        case .topic: "Deletion"
        case .name: "Shop"
        case .change: "Pictures a day: 100"
        case .product: "Nano Banana Pro"
        case .operator: "Example Studio"
        }
    }
}
