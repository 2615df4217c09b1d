import Accounts
import FoundationEssentials
import HTTPKit
import HTTPTypes
import Hummingbird
import Kernel
import Logging
import NIOCore
package import Purposes
package import Studio

/// Holds a request open until its job has ended, and answers with what became of it: for surfaces whose clients know no jobs.
///
/// Clients and proxies give up on a connection that says nothing. So after a while the answer begins with blanks, which JSON
/// allows before a value and which server-sent events skip. The first of them commits the status 200; a failure after that can
/// only be told by ending the body abnormally, whereupon the client asks again and joins the job that has ended.
///
/// The job outlives the connection. Whether the answer arrived whole is noted, for retries that name themselves by nothing.
package struct JobExchange: Sendable {
    /// When an open answer says something, so that nobody takes it for dead.
    package struct Pace: Sendable {
        let first: Duration
        let next: Duration

        package static let usual = Pace(first: .seconds(20), next: .seconds(10))

        package init(first: Duration, next: Duration) {
            self.first = first
            self.next = next
        }
    }

    let studio: Studio
    let gate: PurposeGate
    let pace: Pace
    let audience = Audience()
    /// Whole answers of one person that are in memory at once, each until its reader has it.
    private let turns = Turns(letting: 8, mostWaiting: 1_024)

    package init(studio: Studio, gate: PurposeGate, pace: Pace = .usual) {
        self.studio = studio
        self.gate = gate
        self.pace = pace
    }

    /// What a surface says of a job that has ended.
    struct Outcome: Sendable {
        let status: HTTPResponse.Status
        var headers: HTTPFields
        let body: Data

        init(_ status: HTTPResponse.Status = .ok, headers: HTTPFields = [:], body: Data) {
            self.status = status
            self.headers = headers
            self.body = body
        }
    }

    /// One answer in JSON, with these headers whatever becomes of the job; `render` words it once it has ended.
    ///
    /// `whenCut` is done, instead of noting that the answer did not arrive, when the client leaves before it.
    func answer(
        _ job: JobID,
        of person: Person,
        _ request: Request,
        _ context: AppContext,
        headers: HTTPFields = [:],
        whenCut: (@Sendable () async -> Void)? = nil,
        render: @escaping @Sendable (Job) async throws -> Outcome
    ) async throws -> Response {
        let (exchange, client) = (self, await WaitingClient(to: job, in: audience, studio, context))
        let early: Held?
        do {
            early = try await held(job, of: person, within: pace.first, client, render)
        } catch {
            await noteCut(job, context, client, instead: whenCut)
            throw error
        }
        if let early {
            return response(early.outcome, headers) { writer in
                defer { withExtendedLifetime(early.turn) {} }
                try await exchange.deliver(early.outcome.body, of: job, to: &writer, context, client, whenCut)
            }
        }
        // 200 from here on, whatever comes.
        return response(Outcome(headers: Self.unbuffered, body: Data()), headers) { writer in
            do {
                var late: Held?
                while late == nil {
                    try await writer.write(ByteBuffer(string: "\n"))
                    late = try await exchange.held(
                        job,
                        of: person,
                        within: exchange.pace.next,
                        client,
                        render
                    )
                }
                guard let late, late.outcome.status.code == 200 else { throw AnswerBrokenOff() }
                defer { withExtendedLifetime(late.turn) {} }
                try await exchange.deliver(late.outcome.body, of: job, to: &writer, context, client, whenCut)
            } catch {
                await exchange.noteCut(job, context, client, instead: whenCut)
                throw error
            }
        }
    }

    /// An answer that is in memory, and its person's turn to have one there.
    private struct Held {
        let outcome: Outcome
        let turn: Turns.Turn
    }

    /// What is to be said of the job once it has ended; nil when that takes longer than a time.
    private func held(
        _ job: JobID,
        of person: Person,
        within time: Duration,
        _ client: WaitingClient,
        _ render: @Sendable (Job) async throws -> Outcome
    ) async throws -> Held? {
        guard let job = try await ended(job, of: person, within: time, client) else { return nil }
        let turn = try await turns.turn(of: person.subject.text)
        try client.requireWaiting()
        return Held(outcome: try await render(job), turn: turn)
    }

    /// An answer in frames: what `frames` says of the job each time that it changes, and at its end once more; `keepAlive` is what
    /// the client skips, and `whenCut` as for `answer`.
    func stream(
        _ job: JobID,
        of person: Person,
        _ request: Request,
        _ context: AppContext,
        headers: HTTPFields = [:],
        keepAlive: String,
        whenCut: (@Sendable () async -> Void)? = nil,
        frames: @escaping @Sendable (Job) async throws -> [ByteBuffer]
    ) -> Response {
        let exchange = self
        var headers = headers
        headers[.contentType] = "text/event-stream"
        for field in Self.unbuffered { headers[field.name] = field.value }
        let body = ResponseBody { writer in
            let client = await WaitingClient(to: job, in: exchange.audience, exchange.studio, context)
            do {
                var (said, isOver) = (ContinuousClock.now, false)
                for await _ in exchange.studio.changes(of: job) {
                    try client.requireWaiting()
                    let state = try await exchange.job(job, of: person)
                    let turn = try await exchange.turns.turn(of: person.subject.text)
                    defer { withExtendedLifetime(turn) {} }
                    for frame in try await frames(state) {
                        try await writer.write(inPieces: frame)
                        said = .now
                    }
                    isOver = state.status.isFinal
                    if isOver { break }
                    if said.duration(to: .now) >= exchange.pace.next {
                        try await writer.write(ByteBuffer(string: keepAlive))
                        said = .now
                    }
                }
                // The ticks end with the server, which is no end of the job.
                guard isOver else { throw AnswerBrokenOff() }
            } catch {
                await exchange.noteCut(job, context, client, instead: whenCut)
                throw error
            }
            try await writer.finish(nil)
            await exchange.noteWhole(job, context)
        }
        return Response(status: .ok, headers: headers, body: body)
    }

    /// The job once it has ended; nil when that takes longer than a time.
    func ended(
        _ id: JobID,
        of person: Person,
        within time: Duration,
        _ client: WaitingClient? = nil
    ) async throws -> Job? {
        let began = ContinuousClock.now
        for await _ in studio.changes(of: id) {
            try client?.requireWaiting()
            if try await hasEnded(id, of: person) { return try await job(id, of: person) }
            if began.duration(to: .now) >= time { return nil }
        }
        // The ticks end with whoever asked, and with the server.
        try Task.checkCancellation()
        throw Problem(.shuttingDown)
    }

    private func hasEnded(_ id: JobID, of person: Person) async throws -> Bool {
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        return try await studio.hasEnded(id, under: permit)
    }

    func job(_ id: JobID, of person: Person) async throws -> Job {
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        return try await studio.job(id, under: permit)
    }

    static let unbuffered: HTTPFields = {
        var fields: HTTPFields = [.cacheControl: "no-store"]
        fields[.accelBuffering] = "no"
        return fields
    }()

    /// An answer that waits for nothing: what is to be said is known.
    func answerNow(_ outcome: Outcome, of job: JobID, _ context: AppContext, headers: HTTPFields) -> Response
    {
        let exchange = self
        return response(outcome, headers) { writer in
            try await exchange.deliver(outcome.body, of: job, to: &writer, context)
        }
    }

    private func response(
        _ outcome: Outcome,
        _ headers: HTTPFields,
        _ write: @escaping @Sendable @concurrent (inout any ResponseBodyWriter) async throws -> Void
    ) -> Response {
        var fields = headers
        fields[.contentType] = "application/json"
        for field in outcome.headers { fields[field.name] = field.value }
        let length = outcome.body.isEmpty ? nil : outcome.body.count
        return Response(
            status: outcome.status,
            headers: fields,
            body: ResponseBody(contentLength: length) { writer in
                var writer: any ResponseBodyWriter = writer
                try await write(&writer)
                try await writer.finish(nil)
            }
        )
    }

    @concurrent private func deliver(
        _ body: Data,
        of job: JobID,
        to writer: inout any ResponseBodyWriter,
        _ context: AppContext,
        _ client: WaitingClient? = nil,
        _ whenCut: (@Sendable () async -> Void)? = nil
    ) async throws {
        do {
            try await writer.write(inPieces: ByteBuffer(bytes: body))
        } catch {
            await noteCut(job, context, client, instead: whenCut)
            throw error
        }
        await noteWhole(job, context)
    }

    private func noteWhole(_ job: JobID, _ context: AppContext) async {
        await note(isWhole: true, job, context)
    }

    /// `act` is for those who left by themselves, and nobody else behind; whoever met trouble of ours may ask again.
    private func noteCut(
        _ job: JobID,
        _ context: AppContext,
        _ client: WaitingClient?,
        instead act: (@Sendable () async -> Void)?
    ) async {
        guard let act, let client, client.isGone, client.leaveAsLast() else {
            await note(isWhole: false, job, context)
            return
        }
        // Of a request that was cancelled too.
        await Task { await act() }.value
    }

    private func note(isWhole: Bool, _ job: JobID, _ context: AppContext) async {
        let studio = studio
        // Of a request that was cancelled too.
        let note = Task { try await studio.noteAnswer(to: job, isWhole: isWhole) }
        if case .failure = await note.result {
            context.logger.warning("What became of an answer could not be noted")
        }
    }
}

/// A failure after the status was sent: the body ends where it is, and the client asks again.
struct AnswerBrokenOff: Error {}

extension HTTPField.Name {
    /// Tells nginx and its kin to hand bytes on at once.
    static let accelBuffering = Self("X-Accel-Buffering") ?? .cacheControl
}
