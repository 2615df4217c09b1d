package import Accounts
package import Hummingbird
package import Kernel
package import Moderation
package import NIOCore
package import Privacy

/// What a request carries besides its bytes.
package struct AppContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The other end of the connection; nil only where there is none, in tests.
    package let remoteAddress: SocketAddress?
    /// Whether the connection carries other requests at the same time (HTTP/2).
    package let isMultiplexed: Bool
    /// Where the request comes from; nil only where there is no connection.
    package var client: ClientAddress?
    /// The language that answers are worded in.
    package var language: Language = .english
    /// Who asks; nil for somebody who has neither made anything nor signed in.
    package var person: Person?
    /// Why and until when they are suspended, if they are.
    package var suspension: Suspension?
    /// Whose consents, objections and signals hold.
    package var chooser = Chooser()
    /// How their consents stand; known where a page is read, which may ask for one.
    package var standings: [ConsentStanding] = []
    /// Whether the use of whoever asks may be counted (`UsageGauge`).
    package var countsUsage = false
    /// The cookies that the answer sets.
    package let cookies = CookieJar()
    /// What the answer says about limits.
    package let limits = LimitNotes()

    private let channel: any Channel

    package init(source: ApplicationRequestContextSource) {
        channel = source.channel
        coreContext = CoreRequestContextStorage(source: source)
        remoteAddress = source.channel.remoteAddress
        // A stream's parent is its connection, and that one's the listening socket.
        isMultiplexed = source.channel.parent?.parent != nil
    }

    /// Tells whether anybody still waits for the answer; nil where there is no connection, in tests.
    package func departure() async -> Departure? {
        try? await channel.pipeline.handler(type: Departure.self).get()
    }

    /// Who asks.
    /// - Throws: `Problem` `not_found`: whoever has nothing finds nothing.
    package func requirePerson() throws -> Person {
        guard let person else { throw Problem(.notFound) }
        return person
    }

    /// Whoever has an account: signed in, or by a key.
    /// - Throws: `Problem` `sign_in_required`.
    package func requireMember() throws -> SubjectID {
        guard let person, person.isMember else { throw Problem(.signInRequired) }
        return person.subject
    }

    /// The session of whoever is signed in.
    /// - Throws: `Problem` `sign_in_required`.
    package func requireSession() throws -> Session {
        guard let session = person?.session else { throw Problem(.signInRequired) }
        return session
    }

    /// A path parameter read as an id; anything that is none is something that does not exist.
    package func id<Kind>(_ name: String, as kind: ID<Kind>.Type = ID<Kind>.self) throws -> ID<Kind> {
        guard let id = parameters.get(name).flatMap({ ID<Kind>($0) }) else { throw Problem(.notFound) }
        return id
    }
}
