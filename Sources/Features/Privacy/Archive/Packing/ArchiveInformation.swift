import FoundationEssentials
import Kernel

/// What a person must be told with a copy of their data (GDPR, article 15(1)): derived from the inventory and the settings.
struct ArchiveInformation {
    let archives: Archives
    let words: Catalogue

    private var controller: ArchiveController { archives.sources.controller }

    var json: JSONValue {
        .object([
            "controller": .object([
                "name": .text(controller.name), "address": .text(controller.address),
                "country": .text(controller.country), "contact": .text(controller.contact),
                "instance": .text(controller.instance),
            ]),
            "purposes": .array(purposes), "retention": .array(retention), "recipients": recipients,
            "rights": .texts([
                "access", "rectification", "erasure", "restriction", "objection", "portability",
                "withdrawal of consent",
            ]),
            "complaint": .text(words["archive.readme.complaint"]),
            "source": .text("what you entered, and what the product observed while you used it"),
            "automated_decisions": .text(
                "rules for prompts and, where the operator switched it on, a classifier of pictures; a person reviews on request"
            ),
        ])
    }

    private struct Use {
        let definition: PurposeDefinition
        var categories: Set<String> = []
        var stores: Set<String> = []
    }

    private var purposes: [JSONValue] {
        let columns = archives.inventory.flatMap { table in
            table.columns.compactMap { column -> (String, PersonalData)? in
                guard case .personal(let data) = column.content else { return nil }
                return (table.name, data)
            }
        }
        let all = columns + archives.sources.folders.map { ($0.folder, $0.data) }
        let uses = all.reduce(into: [String: Use]()) { uses, use in
            uses[use.1.purpose.key, default: Use(definition: use.1.purpose)].categories
                .insert(use.1.category.rawValue)
            uses[use.1.purpose.key]?.stores.insert(use.0)
        }
        return uses.sorted { $0.key < $1.key }.map { key, use in
            .object([
                "purpose": .text(key), "basis": .text(use.definition.basis.rawValue),
                "data_use": .text(use.definition.dataUse), "categories": .texts(use.categories.sorted()),
                "stores": .texts(use.stores.sorted()),
            ])
        }
    }

    private var retention: [JSONValue] {
        let tables = archives.inventory.compactMap { table in table.keep.map { (table.name, $0) } }
        return (tables + archives.sources.folders.map { ($0.folder, $0.keep) }).map { store, keep in
            .object([
                "store": .text(store), "period": .text(keep.period.iso8601),
                "trigger": .text(keep.trigger.rawValue),
            ])
        }
    }

    private var recipients: JSONValue {
        .array(
            archives.sources.recipients.map { recipient in
                .object([
                    "id": .text(recipient.id), "country": .text(recipient.country),
                    "fields": .texts(recipient.fields),
                ])
            }
        )
    }

    /// What the archive is, in the person's language.
    var readme: String {
        let facts = [
            "instance": controller.instance, "operator": controller.name ?? controller.instance,
            "time": archives.clock.now().description,
        ]
        let parts = ["title", "intro", "files", "import", "rights", "complaint"].map { part in
            words[Message("archive.readme.\(part)", facts)]
        }
        let contact = controller.contact.map {
            words[Message("archive.readme.contact", ["contact": $0])]
        }
        let address = [controller.name, controller.address, controller.country].compactMap { $0 }
        let imprint = address.isEmpty ? [] : [address.joined(separator: "\n")]
        return (parts + [contact].compactMap { $0 } + imprint).joined(separator: "\n\n") + "\n"
    }
}
