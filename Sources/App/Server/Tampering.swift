package import Engines
package import HTTPKit
package import Hummingbird
package import Kernel
package import Privacy
package import Provenance
package import Purposes

/// What the build under test puts into the server, to see that its proofs notice; the product itself puts in nothing.
package struct Tampering: Sendable {
    package typealias Middleware = any MiddlewareProtocol<Request, Response, AppContext>

    let engines: @Sendable ([String: any Engine]) -> [String: any Engine]
    /// Stands right behind the finding of the client's address, around everything else.
    let outside: Middleware?
    /// Stands right behind the finding of the person.
    let inside: Middleware?
    let copies: @Sendable ([any CorrectableCopy]) -> [any CorrectableCopy]
    /// The time that limits go by.
    let limitClock: @Sendable (Clock) -> Clock
    /// Where the salts of a day's pseudonyms come from.
    let salts: Randomness
    /// What the gate learns about people.
    let states: @Sendable (any SubjectStates) -> any SubjectStates
    let archives: ArchiveTampering
    /// Who writes marks into pictures.
    let marks: @Sendable (Provenance) -> any Marks

    package init(
        engines: @escaping @Sendable ([String: any Engine]) -> [String: any Engine] = { $0 },
        outside: Middleware? = nil,
        inside: Middleware? = nil,
        copies: @escaping @Sendable ([any CorrectableCopy]) -> [any CorrectableCopy] = { $0 },
        limitClock: @escaping @Sendable (Clock) -> Clock = { $0 },
        salts: Randomness = .system,
        states: @escaping @Sendable (any SubjectStates) -> any SubjectStates = { $0 },
        archives: ArchiveTampering = ArchiveTampering(),
        marks: @escaping @Sendable (Provenance) -> any Marks = { $0 }
    ) {
        self.engines = engines
        self.outside = outside
        self.inside = inside
        self.copies = copies
        self.limitClock = limitClock
        self.salts = salts
        self.states = states
        self.archives = archives
        self.marks = marks
    }
}
