/// Which items are inside of which others, for painting: what is inside comes between back and front.
struct Containment {
    /// Items that are in no other, in the scene's order.
    let roots: [Int]
    /// What is inside an item, in the scene's order.
    private let contents: [Int: [Int]]

    /// Of containers that are sound.
    init(_ containers: [Int?]) {
        roots = containers.indices.filter { containers[$0] == nil }
        contents = Dictionary(grouping: containers.indices.filter { containers[$0] != nil }) {
            containers[$0] ?? $0
        }
    }

    func contents(of item: Int) -> [Int] { contents[item] ?? [] }

    /// Whether all are items, and none is inside itself, not even by way of others.
    static func isSound(_ containers: [Int?]) -> Bool {
        containers.indices.allSatisfy { item in
            var outer = containers[item]
            for _ in containers {
                guard let place = outer else { return true }
                guard containers.indices.contains(place) else { return false }
                outer = containers[place]
            }
            return outer == nil
        }
    }
}
