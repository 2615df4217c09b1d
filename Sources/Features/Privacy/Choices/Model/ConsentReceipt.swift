package import FoundationEssentials
import Kernel

/// What somebody can keep as proof of what they decided: a receipt that holds the whole record (ISO/IEC TS 27560:2023 as the
/// Data Privacy Vocabulary 2.3 maps it).
///
/// Every list is an array: readers drop all but the last of repeated members.
package struct ConsentReceipt: Sendable {
    private static let schema = "https://w3id.org/dpv/schema/dpv-27560"

    let event: ConsentEvent
    /// The purpose's label in Fideslang's data uses.
    let use: String
    let controller: Controller

    package var name: String { "receipt-\(event.purpose)-\(event.id.text).json" }

    package func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(receipt)
    }

    private var receipt: LinkedValue {
        .object([
            "@context": .object([
                "dct": "http://purl.org/dc/terms/", "dpv": "https://w3id.org/dpv#",
                "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#", "loc": "https://w3id.org/dpv/loc#",
                "nbp": .text("\(controller.site)/schemas/privacy/1#"),
            ]),
            "@type": "dpv:ConsentReceipt",
            "dct:conformsTo": .text("\(Self.schema)#receipt-eu-gdpr"),
            "dct:identifier": .text("rcp_\(event.id.value.text)"),
            "dct:created": .text("\(event.at)"),
            "dct:publisher": .text(controller.name),
            "dpv:hasRecordOfActivity": .list([record]),
        ])
    }

    private var record: LinkedValue {
        .object([
            "@type": "dpv:ConsentRecord",
            "dct:identifier": .text(event.id.text),
            "dct:conformsTo": .text("\(Self.schema)#record-eu-gdpr"),
            "dpv:hasDataSubject": .text(event.subject.text),
            "dpv:hasDataController": party,
            "dpv:hasJurisdiction": .text("loc:\(controller.country)"),
            "dpv:hasLegalBasis": "eu-gdpr:A6-1-a",
            "dpv:hasAuthority": .text(controller.authority),
            "dpv:hasNotice": .object([
                "@type": "dpv:ConsentNotice",
                "dct:identifier": .text("policy-\(event.policyVersion)#\(event.purpose)"),
                "dct:language": .text(event.language.rawValue),
                "nbp:sha256": .text(event.noticeHash),
            ]),
            "dpv:hasProcess": .list([process]),
            "dpv:hasConsentControl": .list([exercised("dpv:WithdrawConsent")]),
            "dpv:hasRight": .list([exercised("eu-gdpr:A7-3")]),
            "dpv:hasConsentStatus": .list([status]),
        ])
    }

    private var party: LinkedValue {
        .object([
            "@type": "dpv:DataController", "dct:identifier": "ctl-1",
            "dpv:hasName": .text(controller.name), "dpv:hasAddress": .text(controller.address),
            "dpv:hasContact": .text(controller.contact),
        ])
    }

    private var process: LinkedValue {
        .object([
            "dpv:hasPurpose": .text(use),
            "dpv:hasProcessing": .list(["dpv:Collect", "dpv:Store", "dpv:Use"]),
            "dpv:hasDataSource": "dpv:DataSubjectDataSource",
            "dpv:hasPersonalData": .list(
                data.map { .object(["@type": .text($0), "dpv:hasNecessity": "dpv:Optional"]) }
            ),
            "dpv:hasStorageCondition": .list([
                .object(["dpv:hasLocation": .text("loc:\(controller.country)")]),
                .object(["dpv:hasDuration": .text(duration)]),
            ]),
            "dpv:hasLocation": .text("loc:\(controller.country)"),
            // What rests on a consent leaves the installation for nobody.
            "dpv:hasRecipient": .list([]),
        ])
    }

    private var status: LinkedValue {
        let kind =
            switch event.state {
            case .given: "dpv:ConsentGiven"
            case .refused: "dpv:ConsentRefused"
            case .withdrawn: "dpv:ConsentWithdrawn"
            case .expired: "dpv:ConsentExpired"
            }
        return .object([
            "@type": .list([.text(kind), "dpv:ExpressedConsent"]),
            "dpv:isIndicatedBy": .text(event.subject.text),
            "dpv:isIndicatedAtTime": .text("\(event.at)"),
            "dpv:hasIndicationMethod": .text(event.method.rawValue),
            "dpv:hasDuration": "P183D",
        ])
    }

    private func exercised(_ kind: String) -> LinkedValue {
        .object(["@type": .text(kind), "dpv:isExercisedAt": .text("\(controller.site)/cookies")])
    }

    private var data: [String] {
        switch event.purpose {
        case MeasureUsage.definition.key: ["user.behavior"]
        case SendNews.definition.key: ["user.contact.email"]
        default: ["user.content.private"]
        }
    }

    private var duration: String {
        event.purpose == MeasureUsage.definition.key ? "P25M" : "P0D"
    }
}

/// A value of JSON-LD.
private indirect enum LinkedValue: Encodable, ExpressibleByStringLiteral {
    case text(String)
    case list([LinkedValue])
    case object([String: LinkedValue])

    init(stringLiteral text: String) {
        self = .text(text)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .list(let values): try container.encode(values)
        case .object(let members): try container.encode(members)
        }
    }
}
