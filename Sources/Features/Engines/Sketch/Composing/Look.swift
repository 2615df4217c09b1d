/// How a copy looks: in which of its palettes, and how it holds itself.
struct Look: Hashable {
    /// Copies of one thing share so many looks at most, so that the drawing stays small.
    static let most = 3
    /// A palette whose main colour is this near to one that must not be there is not chosen; in Oklab.
    private static let nearness = 0.16

    let palette: Int
    let pose: [String: Double]

    /// The looks of a role's copies, each in a palette of its own where there are so many.
    static func several(
        of subject: SketchSubject,
        without colours: [SketchColour],
        _ dice: inout Dice
    ) -> [Look] {
        let palettes = dice.shuffled(palettes(of: subject, without: colours))
        return (0..<most).map { nth in
            let pose = subject.pose.sorted { $0.key < $1.key }
                .map { ($0.key, dice.number($0.value).rounded(to: 100)) }
            return Look(
                palette: palettes[nth % palettes.count],
                pose: Dictionary(uniqueKeysWithValues: pose)
            )
        }
    }

    /// Those that have none of the colours; all, when none is without.
    private static func palettes(of subject: SketchSubject, without colours: [SketchColour]) -> [Int] {
        let all = Array(subject.palettes.indices)
        let allowed = all.filter { index in
            guard let main = subject.palettes[index]["main"] else { return true }
            return colours.allSatisfy { distance($0.lab, main.lab) > nearness }
        }
        return allowed.isEmpty ? all : allowed
    }

    private static func distance(_ one: SketchColour.Lab, _ two: SketchColour.Lab) -> Double {
        let (light, a, b) = (one.lightness - two.lightness, one.a - two.a, one.b - two.b)
        return (light * light + a * a + b * b).squareRoot()
    }
}

extension Double {
    /// To so many steps in one.
    func rounded(to steps: Double) -> Double {
        (self * steps).rounded() / steps
    }
}
