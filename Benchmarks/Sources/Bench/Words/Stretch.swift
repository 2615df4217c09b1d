/// Work on little and on four times as much, to see whether its time grows with what it is given or with its square.
struct Stretch {
    static let factor = 4
    /// Of the time for little: four times as much takes four times as long, or sixteen times where it grows with the square.
    static let most = 8.0
    private static let rounds = 7

    private let name: String
    private let little: Quantity
    private let much: Quantity

    private var ratio: Double { much.value / max(little.value, 1e-9) }

    /// Takes turns between the two, so that a busy moment of the machine meets both.
    init(_ name: String, little: () throws -> Void, much: () throws -> Void) throws {
        let clock = ContinuousClock()
        try little()
        var (short, long) = ([Duration](), [Duration]())
        for _ in 0..<Self.rounds {
            short.append(try clock.measure(little))
            long.append(try clock.measure(much))
        }
        self.name = name
        self.little = .seconds(Samples(short).median)
        self.much = .seconds(Samples(long).median)
    }

    var finding: Finding { Finding(name, much, .share(Self.most, of: little)) }

    /// Of several the one that grew most, by its name.
    static func worst(of stretches: [Stretch], _ what: String) -> Finding? {
        stretches.max { $0.ratio < $1.ratio }.map { worst in
            Finding(
                "\(what), four times as long, worst of \(stretches.count) (\(worst.name))",
                worst.much,
                .share(most, of: worst.little)
            )
        }
    }

    /// Of several the one that took longest for little, beside something plain of the same length.
    static func slowest(
        of stretches: [Stretch],
        _ what: String,
        beside plain: Stretch,
        most share: Double
    ) -> Finding? {
        stretches.max { $0.little.value < $1.little.value }.map { slowest in
            Finding(
                "\(what), slowest of \(stretches.count) (\(slowest.name)), beside plain words",
                slowest.little,
                .share(share, of: plain.little)
            )
        }
    }
}
