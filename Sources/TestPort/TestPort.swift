import Accounts
package import App
import FoundationEssentials
import HTTPTypes
import Hummingbird
import Kernel
import Mail
import NIOCore
import ServiceLifecycle
import Store

/// A second port, on loopback only, through which journeys own a running server's time, faults and crashes.
///
/// It is linked by `nbp-under-test` alone; the product does not contain it.
package struct TestPort: Service {
    private let port: Int
    private let server: Server
    private let controls: TestControls

    package init(
        port: Int,
        server: Server,
        controls: TestControls
    ) {
        self.port = port
        self.server = server
        self.controls = controls
        controls.watch(server.core)
    }

    private var core: Core { server.core }

    package func run() async throws {
        let (router, server, controls) = (Router(), server, controls)
        router.post("test/clock", use: moveClock)
        router.post("test/crash", use: setCrash)
        router.post("test/fault", use: setFault)
        router.post("test/job/:name", use: runJob)
        router.post("test/mail", use: sendMail)
        router.get("test/addresses") { _, _ in server.addresses }
        router.get("test/salts") { _, _ in controls.drawnSalts }
        router.get("test/mutations") { _, _ in Mutation.allCases.map(\.rawValue) }
        let app = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port))
        )
        try await app.run()
    }

    private struct Advance: Decodable {
        /// ISO 8601: days, hours, minutes and seconds.
        let advance: String
    }

    private struct Crash: Decodable {
        let at: String?
    }

    private struct Fault: Decodable {
        let set: String?
    }

    private struct SampleMail: Decodable {
        let to: String
        let kind: MailKind
        let language: Language
    }

    @Sendable private func moveClock(
        _ request: Request,
        _ context: BasicRequestContext
    ) async throws -> HTTPResponse.Status {
        let body = try await request.decode(as: Advance.self, context: context)
        guard let duration = Duration(iso8601: body.advance) else { return .badRequest }
        controls.advance(by: duration)
        return .noContent
    }

    @Sendable private func setCrash(
        _ request: Request,
        _ context: BasicRequestContext
    ) async throws -> HTTPResponse.Status {
        controls.crash(at: try await request.decode(as: Crash.self, context: context).at)
        return .noContent
    }

    @Sendable private func setFault(
        _ request: Request,
        _ context: BasicRequestContext
    ) async throws -> HTTPResponse.Status {
        let name = try await request.decode(as: Fault.self, context: context).set
        let (fault, mutation) = (name.flatMap(EngineFault.init), name.flatMap(Mutation.init))
        guard name == nil || fault != nil || mutation != nil else { return .badRequest }
        // An engine and a control may be spoilt at the same time.
        if mutation == nil { controls.set(fault) }
        if fault == nil { controls.set(mutation) }
        return .noContent
    }

    @Sendable private func runJob(
        _ request: Request,
        _ context: BasicRequestContext
    ) async throws -> HTTPResponse.Status {
        guard context.parameters.get("name") == "upkeep" else { return .notFound }
        await Upkeep(core: core).round(
            verifying: controls.mutation != .unverifiedLog,
            sweeping: controls.sweeper(of:)
        )
        return .noContent
    }

    /// Sends a sample of a kind of mail to a new visitor, who never learns of it.
    @Sendable private func sendMail(
        _ request: Request,
        _ context: BasicRequestContext
    ) async throws -> HTTPResponse.Status {
        let body = try await request.decode(as: SampleMail.self, context: context)
        guard let recipient = EmailAddress(body.to) else { return .badRequest }
        let letter = try Letter.sample(body.kind, to: recipient, in: body.language)
        let subject = try await core.accounts.welcome().visitor.subject
        let sealed = try await core.mail.seal(letter, for: subject)
        let mail = core.mail
        try await core.store.write { tx in try mail.add(sealed, in: tx) }
        mail.wake()
        return .accepted
    }
}

extension Duration {
    /// Reads `P7DT1H2M3S`, each part optional.
    init?(iso8601 text: String) {
        guard let match = text.wholeMatch(of: /P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?/) else {
            return nil
        }
        let (days, hours, minutes, seconds) = (match.1, match.2, match.3, match.4)
        func number(_ part: Substring?) -> Int { part.flatMap { Int($0) } ?? 0 }
        self = .seconds(
            number(days) * 86_400 + number(hours) * 3_600 + number(minutes) * 60 + number(seconds)
        )
    }
}
