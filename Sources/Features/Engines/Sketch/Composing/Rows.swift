/// Copies of a ground, side by side, those at the back half a step aside.
struct Rows {
    private static let mostInRow = 5
    private static let step = 1.07
    /// How far behind the next row stands, as a share of the height.
    private static let depth = 0.6

    let stacks: [Stack]
    /// Left free in the middle, for what stands between the copies.
    let gap: Double
    let isSymmetrical: Bool

    init(_ stacks: [Stack], gap: Double, isSymmetrical: Bool) {
        self.stacks = stacks
        self.gap = gap
        self.isSymmetrical = isSymmetrical
    }

    func placed(_ dice: inout Dice) -> [Stack] {
        guard stacks.count > 1 else { return stacks }
        let rows = gap > 0 ? 1 : (stacks.count + Self.mostInRow - 1) / Self.mostInRow
        let columns = (stacks.count + rows - 1) / rows
        return stacks.indices.map { place in
            let (row, column) = (place / columns, place % columns)
            let inRow = min(columns, stacks.count - row * columns)
            let offset = Double(column) - Double(inRow - 1) / 2 + (row.isMultiple(of: 2) ? 0 : 0.5)
            return moved(stacks[place], row, gap > 0 ? apart(place) : offset * Self.step, &dice)
        }
    }

    /// In widths from the middle: half of them on either side of the gap.
    private func apart(_ place: Int) -> Double {
        let onLeft = (stacks.count + 1) / 2
        let nth = Double(place < onLeft ? place : place - onLeft)
        let distance = gap / 2 / max(stacks[place].box.width, 0.001) + 0.5 + nth * Self.step
        return place < onLeft ? -distance : distance
    }

    private func moved(_ stack: Stack, _ row: Int, _ offset: Double, _ dice: inout Dice) -> Stack {
        var stack = isSymmetrical && offset > 0 ? stack.mirrored() : stack
        let noise = isSymmetrical ? 0 : 1.0
        let (width, height) = (stack.box.width, stack.box.height)
        stack.scale(by: (1 - 0.1 * Double(row)) * (1 + dice.number(-0.05...0.05) * noise))
        let y = -Double(row) * height * Self.depth + dice.number(-0.05...0.05) * height * noise
        stack.move(byX: offset * width, y: y)
        return stack
    }
}
