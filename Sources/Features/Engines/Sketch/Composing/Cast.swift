import Kernel

/// The things of a picture: which drawing each is, how it looks, and how many of it there is room for.
struct Cast {
    static let mostOfOne = 12
    static let mostInAll = 40

    /// One of the things that were mentioned.
    struct Role {
        /// Its place among the mentions.
        let mention: Int
        /// The drawing, in the pose that was asked for.
        let subject: SketchSubject
        var count: Int
        let colours: [SketchColour]
        /// How many times its usual size it is, as was said, or as is believable beside the others.
        var size: Double
        let isAirborne: Bool
        let expression: String?
        let material: String?
        let looks: [Look]

        var stands: SketchSubject.Stand { isAirborne && subject.stands != .sky ? .float : subject.stands }
        var isAloft: Bool { isAirborne || subject.isAloft }
        /// Of the whole view box, as a share of the unit.
        var height: Double { subject.height * size }
        /// What is drawn, at a scale of 1.
        var box: SceneBox {
            subject.box(at: .zero, scale: height / subject.viewBox.height, isFlipped: false)
        }
    }

    private(set) var roles: [Role] = []
    /// The words of the things that were asked for more often than drawn.
    private(set) var reduced: [String] = []
    /// What was said of things that their drawings cannot show: poses, faces.
    private(set) var unmet: [String] = []

    private let places: [Int: Int]

    init(_ reading: Reading, library: SketchLibrary, seed: Seed) {
        let casting = Casting(reading: reading, library: library, seed: seed)
        var unmet: [String] = []
        for mention in reading.mentions.indices {
            if let role = casting.role(of: mention, &unmet) { roles.append(role) }
        }
        places = Dictionary(uniqueKeysWithValues: roles.enumerated().map { ($1.mention, $0) })
        for word in unmet where !self.unmet.contains(word) { self.unmet.append(word) }
        count(for: reading)
        shrinkSmallThings()
    }

    /// The role of a mention; nil when it is not drawn.
    func role(of mention: Int) -> Int? { places[mention] }
}

// MARK: - How large

extension Cast {
    /// How tall small things are at most, as a share of the tallest creature or piece of furniture beside them.
    private static let small = 0.6
    private static let smallest = 0.11

    /// Things are drawn large when they are alone; a cup is no taller than a cat.
    private mutating func shrinkSmallThings() {
        let measures = roles.filter {
            $0.count > 0 && [.person, .animal, .furniture].contains($0.subject.kind)
        }
        guard let tallest = measures.map(\.height).max() else { return }
        for place in roles.indices where [.food, .object].contains(roles[place].subject.kind) {
            let most = max(tallest * Self.small, Self.smallest)
            guard roles[place].size == 1, roles[place].height > most, !roles[place].isAloft,
                roles[place].subject.worn == nil
            else { continue }
            roles[place].size = most / roles[place].subject.height
        }
    }
}

// MARK: - How many

extension Cast {
    private mutating func count(for reading: Reading) {
        for place in roles.indices {
            roles[place].count = max(1, reading.mentions[roles[place].mention].count)
        }
        let pairs = Pairs(reading, cast: self)
        for place in roles.indices { roles[place].count = pairs.count(of: place, self) }
        let wished = roles.map(\.count)
        let heads = roles.indices.map { pairs.holders(of: $0, self) }
        for place in roles.indices { roles[place].count = min(wished[place], Self.mostOfOne) }
        fit()
        // Hats that have lost their heads.
        for place in roles.indices where pairs.isPaired(place) && heads[place] > 1 {
            roles[place].count = min(roles[place].count, max(1, pairs.holders(of: place, self)))
        }
        for (role, wished) in zip(roles, wished) where role.count < wished {
            let word = reading.mentions[role.mention].word
            if !reduced.contains(word) { reduced.append(word) }
        }
    }

    /// Takes from the largest crowds until all fit; of very many things the last are left out.
    private mutating func fit() {
        var total = roles.reduce(0) { $0 + $1.count }
        while total > Self.mostInAll,
            let largest = roles.indices.reversed().max(by: { roles[$0].count < roles[$1].count })
        {
            roles[largest].count -= 1
            total -= 1
        }
    }
}
