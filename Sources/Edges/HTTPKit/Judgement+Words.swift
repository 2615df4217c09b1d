package import Kernel
package import Provenance

/// What a judgement says to people.
extension Judgement {
    package var title: Message { Message("verify.\(standing.rawValue).title") }

    package var detail: Message { Message("verify.\(standing.rawValue).detail") }

    /// The terms that the catalogue has words for.
    package static let knownKinds: Set<String> = [
        "algorithmicMedia", "trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "humanEdits",
        "compositeCapture", "digitalCreation", "algorithmicallyEnhanced", "digitalCapture",
    ]

    /// What kind of picture it is, or says that it is.
    package var kind: Message? {
        source.map { source in
            Self.knownKinds.contains(source.name)
                ? Message("verify.kind.\(source.name)") : Message("verify.kind.other", ["term": source.name])
        }
    }

    /// Who made it, as its provider's own mark in it says.
    package var made: Message? { provider.map { Message(providerMark: $0.maker) } }

    /// What was done.
    package var done: Message? {
        switch act {
        case nil: nil
        case .created(let references) where references > 0:
            Message("verify.act.referring", ["count": "\(references)"])
        case .created: Message("verify.act.created")
        case .edited: Message("verify.act.edited")
        case .composed(let pictures): Message("verify.act.composed", ["count": "\(pictures)"])
        }
    }
}

extension Message {
    /// What a provider's own mark says, by the program that it names, if it names one.
    package init(providerMark maker: String?) {
        self =
            maker.map { Message("verify.provider.named", ["maker": $0]) }
            ?? Message("verify.provider.nameless")
    }
}
