#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension NanoBananaPro {
    /// What happens to a job, until it ends.
    ///
    /// A connection that breaks is opened again where the last one ended, so that no picture is missed and none comes twice.
    /// The sequence ends after `ended`; it throws `NanoBananaProError` when the server cannot be reached again.
    public struct JobUpdates: AsyncSequence, Sendable {
        /// What comes.
        public typealias Element = NanoBananaPro.JobUpdate
        /// Errors are `NanoBananaProError`, or `CancellationError`.
        public typealias Failure = any Error

        fileprivate let connection: Connection
        fileprivate let id: NanoBananaPro.Job.ID

        init(_ connection: Connection, _ id: NanoBananaPro.Job.ID) {
            self.connection = connection
            self.id = id
        }

        /// Begins with how far the job is now.
        public func makeAsyncIterator() -> Iterator { Iterator(self) }

        /// A place in the stream.
        public struct Iterator: AsyncIteratorProtocol {
            private let updates: JobUpdates
            private var body: TransportBody.Iterator?
            private var parser = EventParser()
            /// What the server is told when the stream is opened again.
            private var lastID = ""
            private var waiting: [Element] = []
            private var latest: Element?
            private var delivered: Set<NanoBananaPro.Picture.ID> = []
            /// Connections in a row that brought nothing.
            private var failures = 0
            private var isDone = false

            fileprivate init(_ updates: JobUpdates) {
                self.updates = updates
            }

            /// The next update; nil after the last one.
            public mutating func next() async throws -> Element? {
                while waiting.isEmpty {
                    guard !isDone else { return nil }
                    try Task.checkCancellation()
                    if body == nil { try await open() }
                    try await read()
                }
                return waiting.removeFirst()
            }

            private mutating func open() async throws {
                var call = Call(.get, "jobs", updates.id.text, "events")
                call.headers["accept"] = "text/event-stream"
                if !lastID.isEmpty { call.headers["last-event-id"] = lastID }
                let response = try await updates.connection.send(call) { $0 }
                guard response.headers["content-type"]?.hasPrefix("text/event-stream") == true else {
                    throw NanoBananaProError.unreadable("The server's answer is no stream of events")
                }
                (body, parser) = (response.body.makeAsyncIterator(), EventParser())
            }

            /// Takes the next part of the stream in.
            private mutating func read() async throws {
                do {
                    guard let part = try await body?.next() else {
                        try Task.checkCancellation()
                        throw TransportError.lost
                    }
                    try take(parser.take(part))
                } catch is EventParser.TooLong {
                    throw NanoBananaProError.unreadable("An event of the server's is too long")
                } catch let error as NanoBananaProError {
                    throw error
                } catch {
                    body = nil
                    try Task.checkCancellation()
                    try await rest(after: AttemptFailure.cause(of: error))
                }
            }

            /// Waits before the stream is opened again, or gives up.
            private mutating func rest(after cause: any Error) async throws {
                guard let failure = cause as? AttemptFailure else { throw cause }
                failures += 1
                let connection = updates.connection
                guard let pause = connection.pause(after: failure, failures) else {
                    throw failure.error
                }
                try await connection.ambience.sleep(pause)
            }

            private mutating func take(_ events: [EventParser.Event]) throws {
                for event in events {
                    failures = 0
                    if let update = try event.update() { add(update) }
                }
                lastID = parser.lastID.isEmpty ? lastID : parser.lastID
                if isDone { body = nil }
            }

            /// Adds what is news: whoever comes back is told first how far it is, and a picture may have been lost on the way.
            private mutating func add(_ update: Element) {
                guard !isDone else { return }
                switch update {
                case .progress where update == latest: return
                case .progress: latest = update
                case .picture(let picture) where !delivered.insert(picture.id).inserted: return
                case .ended(let job):
                    for picture in job.pictures { add(.picture(picture)) }
                    isDone = true
                case .preview, .picture: break
                }
                waiting.append(update)
            }
        }
    }
}
