import Glibc

/// How long a server takes to get ready, and what it holds in memory once nothing happens.
struct ServerStarts {
    private static let starts = 5
    private static let rest: UInt32 = 3

    let share: ShareContents

    func findings() throws -> [Finding] {
        var (times, sizes) = ([Duration](), [Double]())
        for _ in 0..<Self.starts {
            let server = try RunningServer(share)
            sleep(Self.rest)
            times.append(server.timeToReady)
            sizes.append(try server.residentBytes())
        }
        let middle = sizes.sorted()[sizes.count / 2]
        return [
            Finding("server, start to ready", .seconds(Samples(times).median), .budget(1)),
            Finding("server at rest, resident", Quantity(middle, .bytes), .budget(120e6)),
        ]
    }
}
