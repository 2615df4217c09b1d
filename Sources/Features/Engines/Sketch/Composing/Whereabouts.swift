/// Chooses the place that a picture shows, and its time of day.
struct Whereabouts {
    private static let vote = 2
    /// The first thing's vote counts more.
    private static let firstVote = 3

    let library: SketchLibrary
    let reading: Reading
    /// What stands for itself: a cup in a hand does not make it a room.
    private let present: [Cast.Role]

    init(library: SketchLibrary, reading: Reading, cast: Cast, ties: Ties) {
        self.library = library
        self.reading = reading
        present = cast.roles.indices.filter { cast.roles[$0].count > 0 && !ties.isCarried($0) }
            .map { cast.roles[$0] }
    }

    /// The place that was named, else one where most of what is there is at home, else the plain one.
    func setting(_ dice: inout Dice) -> Setting {
        if let named = reading.setting.flatMap({ library.settings[$0] }) { return named }
        let plausible = plausible.sorted { $0.id < $1.id }
        return plausible.isEmpty ? library.standardSetting : plausible[dice.index(plausible.count)]
    }

    private var plausible: [Setting] {
        let possible = library.settings.values.filter(isPossible)
        let votes = votes
        let best = possible.map { votes[$0.id, default: 0] }.max() ?? 0
        if best > 0 { return possible.filter { votes[$0.id] == best } }
        return swims ? possible : possible.filter(\.isDefault)
    }

    private var votes: [String: Int] {
        present.enumerated().reduce(into: [:]) { votes, entry in
            let weight = entry.offset == 0 ? Self.firstVote : Self.vote
            for home in entry.element.subject.at { votes[home, default: 0] += weight }
        }
    }

    private var swims: Bool { present.contains { $0.stands == .water } }

    /// No sun or snow within four walls, and nobody swims on land.
    private func isPossible(_ setting: Setting) -> Bool {
        let needsSky = reading.weather != nil || present.contains { $0.stands == .sky || $0.isAirborne }
        return (setting.isOpen || !needsSky) && (setting.water != nil || !swims)
    }

    /// The time that was named, else the one that what is there implies: a moon makes it night.
    func time() -> TimeOfDay {
        if let named = reading.time.flatMap({ library.times[$0] }) { return named }
        for role in present {
            let implied = library.times.values.filter { $0.implied.contains(role.subject.id) }
            if let time = implied.min(by: { $0.id < $1.id }) { return time }
        }
        return library.standardTime
    }
}
