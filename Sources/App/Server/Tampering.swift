package import Engines
package import HTTPKit
package import Hummingbird
package import Kernel
package import Privacy

/// What the build under test puts into the server, to see that its proofs notice; the product itself puts in nothing.
package struct Tampering: Sendable {
    package typealias Middleware = any MiddlewareProtocol<Request, Response, AppContext>

    let engines: @Sendable ([String: any Engine]) -> [String: any Engine]
    /// Stands right behind the finding of the client's address, around everything else.
    let outside: Middleware?
    /// Stands right behind the finding of the person.
    let inside: Middleware?
    /// The time that limits go by.
    let limitClock: @Sendable (Clock) -> Clock
    let archives: ArchiveTampering

    package init(
        engines: @escaping @Sendable ([String: any Engine]) -> [String: any Engine] = { $0 },
        outside: Middleware? = nil,
        inside: Middleware? = nil,
        limitClock: @escaping @Sendable (Clock) -> Clock = { $0 },
        archives: ArchiveTampering = ArchiveTampering()
    ) {
        self.engines = engines
        self.outside = outside
        self.inside = inside
        self.limitClock = limitClock
        self.archives = archives
    }
}
