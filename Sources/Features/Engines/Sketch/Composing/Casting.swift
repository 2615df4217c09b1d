import Kernel

/// Finds the drawing and the looks for what was mentioned.
struct Casting {
    /// What somebody on a seat does who can do it.
    private static let seated = "sitting"
    /// What everything does that is in the air, and in the water.
    private static let aloft = "flying"
    private static let afloat = "swimming"

    let reading: Reading
    let library: SketchLibrary
    let seed: Seed
    private let fliers: Set<Int>
    private let sitters: Set<Int>

    init(reading: Reading, library: SketchLibrary, seed: Seed) {
        self.reading = reading
        self.library = library
        self.seed = seed
        let mentions = reading.mentions
        fliers = Set(
            mentions.indices.filter {
                mentions[$0].isAirborne && library.subjects[mentions[$0].subject]?.isAloft ?? false
            }
        )
        sitters = Self.sitters(reading, library)
    }

    /// The role of a mention, and the words that its drawing cannot show; nil when it must not be drawn.
    func role(of index: Int, _ unmet: inout [String]) -> Cast.Role? {
        let mention = reading.mentions[index]
        guard let subject = library.subjects[mention.subject], subject.poseOf == nil, isAllowed(subject)
        else { return nil }
        let drawing = drawing(of: subject, index, &unmet)
        var dice = Dice(seed.number, for: .looks, index)
        return Cast.Role(
            mention: index,
            subject: drawing,
            count: mention.count,
            colours: mention.colours,
            size: mention.size,
            // Of "a house and three birds in the sky" the birds are meant.
            isAirborne: mention.isAirborne && (fliers.isEmpty || subject.isAloft),
            expression: expression(of: mention, drawing, &unmet),
            material: mention.material,
            looks: Look.several(of: drawing, without: reading.without.colours, &dice)
        )
    }

    private func isAllowed(_ subject: SketchSubject) -> Bool {
        !reading.without.subjects.contains(subject.id) && !reading.without.kinds.contains(subject.kind)
    }

    private func drawing(of subject: SketchSubject, _ index: Int, _ unmet: inout [String]) -> SketchSubject {
        guard let pose = reading.mentions[index].pose else {
            let sitting = sitters.contains(index) ? library.drawing(of: subject, in: Self.seated) : nil
            return sitting ?? subject
        }
        if let drawing = library.drawing(of: subject, in: pose) { return drawing }
        if isEvident(pose, subject, index) { return subject }
        unmet.append(reading.mentions[index].poseWord ?? pose)
        return subject
    }

    /// Whether the place that it has in the picture shows the pose.
    private func isEvident(_ pose: String, _ subject: SketchSubject, _ index: Int) -> Bool {
        switch pose {
        case Self.aloft: subject.isAloft || reading.mentions[index].isAirborne
        case Self.afloat: subject.stands == .water
        default: false
        }
    }

    private func expression(
        of mention: Reading.Mention,
        _ drawing: SketchSubject,
        _ unmet: inout [String]
    ) -> String? {
        guard let expression = mention.expression else { return nil }
        if drawing.expressions.contains(expression) { return expression }
        unmet.append(mention.expressionWord ?? expression)
        return nil
    }

    /// Those who are on something that has a seat.
    private static func sitters(_ reading: Reading, _ library: SketchLibrary) -> Set<Int> {
        let seats = reading.claims.filter { claim in
            guard claim.relation == .on, let ground = claim.grounds.first,
                reading.mentions.indices.contains(ground)
            else { return false }
            return library.subjects[reading.mentions[ground].subject]?.seat != nil
        }
        return Set(seats.flatMap(\.figures))
    }
}
