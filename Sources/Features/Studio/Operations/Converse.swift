import Engines
import FoundationEssentials
import Imaging
package import Kernel
package import Purposes
import Store
import Vault

extension Studio {
    /// A picture of before is shown to a model no larger than this; what is changed is shown whole.
    private static let earlierBox = PixelSize(width: 2_048, height: 2_048)

    /// How a picture came about, as far back as its person's own pictures lead; one that is gone, withheld or another's ends it
    /// there.
    /// - Throws: `Problem` `not_found`, for other people's pictures too.
    package func conversation(
        about id: ImageID,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> Conversation {
        let (subject, most) = (permit.subject, Conversation.mostTurns)
        let rows = try await store.read { tx in
            try ConversationRecords(tx, of: subject).turns(before: id, most: most + 1)
        }
        guard !rows.isEmpty else { throw Problem(.notFound) }
        var turns: [ConversationTurn] = []
        for row in rows.prefix(most) {
            if !turns.isEmpty, try await isHidden(row.picture.id) { break }
            turns.append(try await turn(row, under: permit))
        }
        return Conversation(turns: turns.reversed(), isWhole: turns.count == rows.count)
    }

    private func turn(
        _ row: TurnRow,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> ConversationTurn {
        let isSpokenOf = models.models.first { $0.id == row.job.model }?.isGenerative == true
        let others = row.inputs.filter { $0.role == .picture && $0.image != row.picture.parent }
        return ConversationTurn(
            picture: row.picture,
            words: try await open(row.job.prompt, under: permit),
            task: Model.Task(rawValue: row.job.task) ?? .generate,
            shown: isSpokenOf ? others.map(\.image) : []
        )
    }

    private func isHidden(_ image: ImageID) async throws -> Bool {
        do {
            try await screening.requireShown(image)
            return false
        } catch is Problem {
            return true
        }
    }

    /// The turns that lead to the picture that a job goes on with, as its model takes them: no more pictures than it takes at once,
    /// the oldest left out first.
    func turns(
        upTo id: ImageID,
        _ last: Picture,
        for model: Model,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> [EngineTurn] {
        let conversation = try await conversation(about: id, under: permit)
        guard model.keepsTurns == true else {
            return conversation.turns.map { EngineTurn(words: $0.words, picture: nil) }
        }
        var (turns, room): ([EngineTurn], Int) = ([], model.mostReferences)
        for turn in conversation.turns.reversed() {
            guard room > 0 else { break }
            var found: Picture? = last
            if turn.picture.id != id { found = try await earlier(turn.picture.id, under: permit) }
            // One that is gone by now ends it as well.
            guard let picture = found else { break }
            room -= 1
            var shown: [Picture] = []
            for other in turn.shown.prefix(room) {
                if let picture = try await earlier(other, under: permit) { shown.append(picture) }
            }
            room -= shown.count
            let memory = try await memory(of: turn.picture.id, under: permit)
            turns.append(EngineTurn(words: turn.words, shown: shown, picture: picture, memory: memory))
        }
        return turns.reversed()
    }

    private func earlier(
        _ id: ImageID,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> Picture? {
        let subject = permit.subject
        guard let image = try await store.read({ tx in try ImageRecords(tx).picture(id, of: subject) }) else {
            return nil
        }
        do {
            try await screening.requireShown(id)
            return try await imaging.resize(pixels(of: image, under: permit), toFit: Self.earlierBox)
        } catch ImagingError.cancelled {
            throw CancellationError()
        } catch is Problem {
            return nil
        } catch VaultError.damaged {
            return nil
        } catch is ImagingError {
            return nil
        }
    }
}

extension Studio {
    /// What a picture's engine gave along with it; nil for what cannot be read: the picture goes back without it then.
    private func memory(
        of picture: ImageID,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> PictureMemory? {
        let sealed = try await store.read { tx in try ImageRecords(tx).memories(of: [picture]).first?.1 }
        guard let memory = sealed else { return nil }
        do {
            let plain = try await vault.open(memory, under: permit)
            return try? JSONDecoder().decode(PictureMemory.self, from: plain)
        } catch VaultError.damaged {
            return nil
        }
    }

    func sealed(
        _ memory: PictureMemory?,
        of image: ImageID,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> Sealed? {
        guard let memory else { return nil }
        return try await vault.seal(JSONEncoder().encode(memory), at: .memory(of: image), under: permit)
    }

    /// Memories in their new owner's hands.
    func resealed(
        _ memories: [(ImageID, Sealed)],
        from old: borrowing Permit<ProvideService>,
        to new: borrowing Permit<ProvideService>
    ) async throws -> [ImageID: Sealed] {
        var moved: [ImageID: Sealed] = [:]
        for (picture, memory) in memories {
            moved[picture] = try await reseal(memory, at: .memory(of: picture), from: old, to: new).sealed
        }
        return moved
    }
}
