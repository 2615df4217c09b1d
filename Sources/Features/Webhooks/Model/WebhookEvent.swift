import FoundationEssentials
package import Kernel
import Store

package enum WebhookMessageKind: Identified {
    package static let idPrefix = "msg"
}

/// A notice's own name (`webhook-id`): the same for every receiver and at every try, by which receivers know a copy.
package typealias WebhookMessageID = ID<WebhookMessageKind>

/// Something that a receiver can be told.
package struct WebhookEvent: Hashable, Sendable {
    /// The closed list of what is told.
    package enum Kind: String, CaseIterable, Sendable, SQLConvertible {
        case jobSucceeded = "job.succeeded"
        case jobFailed = "job.failed"
        case jobCanceled = "job.canceled"
        /// One picture was deleted by its person; who has everything deleted is not read back what they had.
        case imageDeleted = "image.deleted"
        /// Nothing of a batch waits or runs any more.
        case batchFinished = "batch.finished"
        /// Its person tries a receiver.
        case ping

        /// What a receiver can be set up for.
        package static let offered = allCases.filter { $0 != .ping }

        /// Its name with underscores, for forms and string catalogues.
        package var word: String { rawValue.replacing(".", with: "_") }

        /// How the thing stands, where the notice says so.
        var status: String? {
            switch self {
            case .jobSucceeded: "succeeded"
            case .jobFailed: "failed"
            case .jobCanceled: "canceled"
            case .imageDeleted, .batchFinished, .ping: nil
            }
        }
    }

    package let kind: Kind
    /// The id of what it is about, as programs know it: `job_…`.
    package let about: String

    package init(_ kind: Kind, about: String) {
        self.kind = kind
        self.about = about
    }
}

extension WebhookEvent {
    /// What is posted: ids, states and links, and nothing that anybody wrote or made.
    ///
    /// The same at every try, to the byte, as long as the installation has the same address.
    func body(at moment: Timestamp, link: String?) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let facts = Posted.Facts(id: about, status: kind.status, url: link)
        return try encoder.encode(Posted(type: kind.rawValue, timestamp: moment.description, data: facts))
    }

    /// The members that the standard names.
    private struct Posted: Encodable {
        struct Facts: Encodable {
            let id: String
            let status: String?
            let url: String?
        }

        let type: String
        let timestamp: String
        let data: Facts
    }
}

extension Set<WebhookEvent.Kind> {
    /// As it is stored: `job.failed job.succeeded`.
    var stored: String { map(\.rawValue).sorted().joined(separator: " ") }

    /// What this version knows of a stored list.
    init(stored text: String) {
        self.init(text.split(separator: " ").compactMap { WebhookEvent.Kind(rawValue: String($0)) })
    }

    /// In the order of the list.
    package var inOrder: [WebhookEvent.Kind] { WebhookEvent.Kind.allCases.filter(contains) }
}
