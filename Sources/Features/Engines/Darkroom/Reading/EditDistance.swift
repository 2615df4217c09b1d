/// How many characters two words differ in: put in, left out, replaced, or swapped with a neighbour (Damerau, CACM 7(3), 1964).
enum EditDistance {
    /// Longer words are cut before they are compared.
    static let longest = 40

    static func between(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left.prefix(longest)), Array(right.prefix(longest)))
        var (before, above) = ([Int](), Array(0...right.count))
        for row in left.indices {
            var line = [row + 1]
            for column in right.indices {
                let changed = above[column] + (left[row] == right[column] ? 0 : 1)
                var least = min(changed, above[column + 1] + 1, line[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    least = min(least, before[column - 1] + 1)
                }
                line.append(least)
            }
            (before, above) = (above, line)
        }
        return above[right.count]
    }
}
