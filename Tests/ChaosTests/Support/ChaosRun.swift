import Blobs
import Foundation
import Gateways
import Kernel
import Queue
import Store
import TestSupport

/// Many jobs of many people through a host that fails three calls in ten.
struct ChaosRun: Sendable {
    private static let customers = 32
    /// Of one job, one in ten; all others have one.
    private static let pictures = 3

    let jobs: Int
    let seed: Seed

    func end() async throws -> ChaosEnd {
        let host = try await ChaosHost(seed)
        return try await ScriptedServer.serving { request, write in
            try await host.serve(request, write)
        } during: { port, _ in
            try await end(of: host, port: port)
        }
    }

    private func end(of host: ChaosHost, port: Int) async throws -> ChaosEnd {
        let place = try await ChaosPlace(port: port)
        let installation = place.installation
        let grant = ChaosPlace.price * (jobs * Self.pictures)
        let customers = try await customers(of: installation, with: grant)
        let files = try await place.working {
            // What opens once and stays is open after a tenth.
            try await order(0..<jobs / 10, of: place, for: customers)
            let early = try OpenFiles.count()
            try await order(jobs / 10..<jobs, of: place, for: customers)
            return OpenFiles(early: early, late: try OpenFiles.count())
        }
        var free = Credits.zero
        for customer in customers { free = try await installation.freeCredits(of: customer) + free }
        return ChaosEnd(
            jobs: jobs,
            books: try await ChaosBooks(installation.store),
            answers: host.answers,
            spent: grant * customers.count - free,
            work: try await installation.store.read { [queue = installation.queue] tx in
                try queue.depth(in: tx).reduce(0) { $0 + $1.waiting + $1.running }
            },
            callsUnderWay: await place.router.report().flatMap(\.lanes).reduce(0) { $0 + $1.outstanding },
            blobs: try await installation.files.list().map(\.name),
            filesOnDisk: try place.folder.files().count(where: { $0.hasPrefix("blobs/") }),
            connections: try OpenFiles.connections(to: port),
            openFiles: files
        )
    }

    private func customers(
        of installation: TestInstallation,
        with credits: Credits
    ) async throws -> [SubjectID] {
        var customers: [SubjectID] = []
        for _ in 0..<Self.customers {
            let customer = try await installation.newVisitor()
            try await installation.grant(credits, to: customer)
            customers.append(customer)
        }
        return customers
    }

    /// Each customer orders one job after another, all of them at once.
    private func order(
        _ numbers: Range<Int>,
        of place: ChaosPlace,
        for customers: [SubjectID]
    ) async throws {
        try await withThrowingDiscardingTaskGroup { group in
            for (index, customer) in customers.enumerated() {
                group.addTask {
                    for number in numbers where number % customers.count == index {
                        let count = number.isMultiple(of: 10) ? Self.pictures : 1
                        try await place.order(number, count: count, for: customer)
                    }
                }
            }
        }
    }
}

/// Descriptors of this process (proc(5)).
struct OpenFiles: Sendable {
    let early: Int
    let late: Int

    static func count() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    }

    /// Connections of ours to a port of this machine that stand, or that we alone have not closed.
    static func connections(to port: Int) throws -> Int {
        let table = try String(contentsOfFile: "/proc/self/net/tcp", encoding: .utf8)
        let digits = String(port, radix: 16, uppercase: true)
        let ending = ":" + String(repeating: "0", count: 4 - digits.count) + digits
        let open = table.split(separator: "\n").filter { line in
            let fields = line.split(separator: " ")
            return fields.count > 3 && fields[2].hasSuffix(ending) && ["01", "08"].contains(fields[3])
        }
        return open.count
    }
}
