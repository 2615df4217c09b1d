/// The manifests of a store, whoever wrote them, none of them looked into.
struct StoreParts {
    /// Of ours and a provider's together.
    static let mostManifests = 9

    /// Whole boxes; the active manifest is the last (C2PA 2, section 11.1.4.2).
    let manifests: [[UInt8]]
    /// The store as if the active manifest were its only one.
    let own: [UInt8]

    init(_ store: [UInt8]) throws(ForeignBoxes) {
        guard store.count <= SuperBox.longestStore else { throw ForeignBoxes() }
        var outside = BoxReader(store[...])
        var inside = BoxReader(try outside.next("jumb"))
        guard outside.isAtEnd else { throw ForeignBoxes() }
        let description = Box(type: "jumd", payload: Array(try inside.next("jumd")))
        guard description.payload.starts(with: SuperBox.Kind.store.identifier) else { throw ForeignBoxes() }
        var manifests: [[UInt8]] = []
        while !inside.isAtEnd {
            manifests.append(Box(type: "jumb", payload: Array(try inside.next("jumb"))).bytes)
            guard manifests.count <= Self.mostManifests else { throw ForeignBoxes() }
        }
        guard let active = manifests.last else { throw ForeignBoxes() }
        self.manifests = manifests
        own = Box(type: "jumb", payload: description.bytes + active).bytes
    }

    /// A store of ours that holds these manifests.
    static func store(of manifests: [[UInt8]]) -> [UInt8] {
        let description = SuperBox(.store, "c2pa", .boxes([])).payload
        return Box(type: "jumb", payload: description + manifests.joined()).bytes
    }
}
