/// The things of a picture with how many of each there is room for.
struct Cast {
    static let mostOfOne = 12
    static let mostInAll = 24

    struct Role {
        let subject: SketchSubject
        var count: Int
        let colours: [SketchColour]
        let size: Double
        let isAirborne: Bool
        let word: String

        var stands: SketchSubject.Stand { isAirborne && subject.stands != .sky ? .float : subject.stands }
        var isAloft: Bool { isAirborne || subject.isAloft }
    }

    /// By the index of their mention; those there was no room for have a count of 0.
    private(set) var roles: [Role]
    /// The words of the things that were asked for more often than drawn.
    private(set) var reduced: [String] = []

    init(_ mentions: [Reading.Mention], library: SketchLibrary) {
        let fliers = mentions.filter { $0.isAirborne && library.subjects[$0.subject]?.isAloft ?? false }
        roles = mentions.compactMap { mention in
            library.subjects[mention.subject].map { subject in
                Role(
                    subject: subject,
                    count: min(max(mention.count, 1), Self.mostOfOne),
                    colours: mention.colours,
                    size: mention.size,
                    // Of "a house and three birds in the sky" the birds are meant.
                    isAirborne: mention.isAirborne && (fliers.isEmpty || subject.isAloft),
                    word: mention.word
                )
            }
        }
        fit()
        for (role, mention) in zip(roles, mentions) where role.count < mention.count {
            if !reduced.contains(role.word) { reduced.append(role.word) }
        }
    }

    /// Takes from the largest crowds until all fit.
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
