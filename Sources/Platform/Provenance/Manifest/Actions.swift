import CBOR

/// The assertion of what was done, `c2pa.actions.v2`.
enum Actions {
    static let label = "c2pa.actions.v2"

    /// The assertion; `provider` is the hashed address of the provider's mark, if there is one, `ingredients` are those of the
    /// other pictures' assertions.
    ///
    /// What a provider made is an input of what we made of it: fitted, joined by a mask, written upon.
    static func assertion(
        _ origin: Origin,
        by maker: Maker,
        provider: [CBOR],
        _ ingredients: [CBOR]
    ) -> CBOR {
        var own = CBORMap()
        own["action"] = "c2pa.created"
        own["digitalSourceType"] = .text(origin.source.uri)
        own["softwareAgent"] = ["name": .text(maker.name), "version": .text(maker.version)]
        let actions: [CBOR] =
            switch origin.act {
            case .created: [.map(own.with(provider + ingredients))]
            case .edited:
                [
                    ["action": "c2pa.opened", "parameters": parameters(ingredients)],
                    .map(own.with(provider).with("action", "c2pa.edited")),
                ]
            case .composed:
                [
                    .map(own.with(provider)),
                    ["action": "c2pa.placed", "parameters": parameters(ingredients)],
                ]
            }
        return ["actions": .array(actions)]
    }

    fileprivate static func parameters(_ ingredients: [CBOR]) -> CBOR {
        ["ingredients": .array(ingredients)]
    }

    /// Reads what `assertion` writes; a provider's mark is an ingredient of the action that is ours.
    static func origin(_ assertion: CBOR, _ provider: ProviderMark?) -> Origin? {
        let actions = assertion.map?["actions"]?.array?.compactMap(\.map) ?? []
        guard let source = actions.lazy.compactMap({ $0["digitalSourceType"]?.text }).first,
            let term = SourceTerm(uri: source)
        else { return nil }
        let marks = provider == nil ? 0 : 1
        let counts = actions.map { $0["parameters"]?.map?["ingredients"]?.array?.count ?? 0 }
        let act: Origin.Act? =
            switch actions.map({ $0["action"]?.text }) {
            case ["c2pa.created"] where counts[0] >= marks: .created(references: counts[0] - marks)
            case ["c2pa.opened", "c2pa.edited"] where counts[1] == marks: .edited
            case ["c2pa.created", "c2pa.placed"] where counts[0] == marks: .composed(of: counts[1])
            default: nil
            }
        return act.map { Origin(term, $0, from: provider) }
    }
}

extension CBORMap {
    fileprivate func with(_ key: CBOR, _ value: CBOR) -> CBORMap {
        var map = self
        map[key] = value
        return map
    }

    /// An action that says nothing of ingredients where there are none.
    fileprivate func with(_ ingredients: [CBOR]) -> CBORMap {
        ingredients.isEmpty ? self : with("parameters", Actions.parameters(ingredients))
    }
}
