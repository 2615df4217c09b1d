import FoundationEssentials

extension OpenAIImages {
    /// Reads the events of a stream: drafts, then the picture.
    struct EventReader {
        private var asked: Asked
        /// How many drafts came.
        private var drafts = 0
        /// The last draft of those that were asked for; nil where it was no picture.
        private(set) var draft: Data?

        init(_ asked: Asked) {
            self.asked = asked
        }

        /// How far the picture is, from 0 to 1, by the drafts that came.
        var fraction: Double { Double(min(drafts, Fields.drafts)) / Double(Fields.drafts + 1) }

        /// The picture, once it is there; what is not known is a sign of life and no more.
        /// - Throws: what the call came to, when the host says that it failed.
        mutating func take(_ event: ServerSentEvents.Event) throws(GatewayFailure) -> Answer? {
            // Drafts are large: more than were asked for are not looked into.
            let isSpare = isDraft(event.name) && drafts >= Fields.drafts
            let reply = isSpare ? nil : try? JSONDecoder().decode(Reply.self, from: event.data)
            if isDraft(event.name) || isDraft(reply?.kind) {
                drafts += 1
                draft = drafts > Fields.drafts ? nil : reply?.own?.bytes
                asked.wasDrawn = true
                return nil
            }
            guard let reply else { return nil }
            let kinds = [reply.kind, event.name].compactMap { $0 }
            let isPicture = reply.pictures != nil || kinds.contains { $0.hasSuffix(".completed") }
            let isFailure = reply.error?.isEmpty == false || kinds.contains("error")
            guard isPicture || isFailure else { return nil }
            return try reply.answer([reply.own].compactMap { $0 } + (reply.pictures ?? []), asked)
        }

        private func isDraft(_ kind: String?) -> Bool { kind?.hasSuffix(".partial_image") ?? false }
    }
}
