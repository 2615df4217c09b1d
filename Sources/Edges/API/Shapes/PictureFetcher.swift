import FoundationEssentials
import Imaging
package import Kernel
package import Outbound

/// Fetches a picture from an address that a client names: from the public internet alone, with TLS, telling nothing of whom.
package struct PictureFetcher: Sendable {
    private static let redirects = 3
    /// In bytes.
    private static let largest = 20_000_000
    private static let patience: Duration = .seconds(15)
    /// For all pictures of one order.
    private static let patienceWithAll: Duration = .seconds(60)

    private let outbound: Outbound
    private let clock: Clock
    private let destination: Destination

    /// - Parameters:
    ///   - outbound: the way out.
    ///   - clock: the one that `outbound` has.
    ///   - destination: on whose word pictures are fetched; decides which addresses are refused.
    package init(
        outbound: Outbound,
        clock: Clock,
        to destination: Destination = .named(by: .person, as: "picture")
    ) {
        self.outbound = outbound
        self.clock = clock
        self.destination = destination
    }

    /// Until when all pictures of an order that begins now must have come.
    var deadline: Timestamp { clock.now() + Self.patienceWithAll }

    /// Refuses at once what would be refused before anybody is asked.
    /// - Throws: `Problem` `address_refused`.
    func check(_ text: String, field: String) throws(Problem) {
        _ = try place(text, field)
    }

    /// - Throws: `Problem` with the field: `address_refused`, `outside_failed`, `image_unsupported` for what begins like no picture.
    func fetch(_ text: String, field: String, until end: Timestamp) async throws -> Data {
        let deadline = min(end, clock.now() + Self.patience)
        var place = try place(text, field)
        for _ in 0...Self.redirects {
            let answer = try await ask(place, until: deadline, field)
            guard answer.isRedirect else { return try picture(in: answer, field) }
            let next = answer.header("location") ?? ""
            let isPath = next.hasPrefix("/") && !next.hasPrefix("//")
            place = try self.place(isPath ? place.base + next : next, field)
        }
        throw Problem(.outsideFailed, field: field)
    }

    private func place(_ text: String, _ field: String) throws(Problem) -> OutboundURL {
        guard let url = OutboundURL(text) else { throw Problem(.addressRefused, field: field) }
        do {
            try outbound.check(url, for: destination)
        } catch {
            throw Problem(error, field)
        }
        return url
    }

    private func ask(
        _ place: OutboundURL,
        until deadline: Timestamp,
        _ field: String
    ) async throws -> OutboundAnswer {
        var limits = OutboundLimits()
        limits.whole = max(deadline - clock.now(), .milliseconds(1))
        limits.bodySize = Self.largest
        do {
            return try await outbound.send(.get(place, limits: limits), to: destination)
        } catch let error as OutboundError {
            throw Problem(error, field)
        }
    }

    private func picture(in answer: OutboundAnswer, _ field: String) throws(Problem) -> Data {
        guard answer.isSuccess else { throw Problem(.outsideFailed, field: field) }
        guard (try? ImageFormat(recognising: answer.body)) != nil else {
            throw Problem(.imageUnsupported, field: field)
        }
        return answer.body
    }
}

extension OutboundAnswer {
    fileprivate var isRedirect: Bool { [301, 302, 303, 307, 308].contains(status) }
}

extension Problem {
    fileprivate init(_ error: OutboundError, _ field: String) {
        self =
            error == .tooLarge
            ? Problem(.fileTooLarge, field: field, ["limit": "20"])
            : Problem(error.problem.code, field: field)
    }
}
