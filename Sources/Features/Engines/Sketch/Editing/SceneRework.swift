import Kernel

/// A scene that is being changed.
struct SceneRework {
    static let mostItems = 40
    /// Below that there would be no ground to speak of.
    private static let lowestHorizon = 0.95

    var scene: Scene
    let library: SketchLibrary
    /// What more was asked for than there is room for, by label or word.
    var reduced: [String] = []
    /// What was said of things that their drawings cannot show.
    var unmet: [String] = []
    private var draws = 0

    init(_ scene: Scene, library: SketchLibrary) {
        self.scene = scene
        self.library = library
    }

    /// Choices for one change: the same scene and the same instruction give the same picture.
    mutating func dice() -> Dice {
        draws += 1
        return Dice(scene.seed, for: .arranging, 1_000 + draws * 64 + scene.items.count)
    }

    var setting: Setting { library.settings[scene.backdrop.setting] ?? library.standardSetting }

    var room: Room {
        Room(
            canvas: scene.canvas,
            setting: setting,
            horizon: min(scene.backdrop.horizon, scene.canvas.height * Self.lowestHorizon),
            text: scene.text?.box
        )
    }

    func placed(_ place: Int) -> PlacedItem? { PlacedItem(scene.items[place], library: library) }

    func box(_ place: Int) -> SceneBox {
        placed(place)?.box ?? SceneBox(left: 0, top: 0, right: 0, bottom: 0)
    }

    /// The items that are meant, in the order that they are painted in.
    func places(of target: SceneTarget) -> [Int] {
        scene.items.indices.filter { place in
            let item = scene.items[place]
            return switch target {
            case .subject(let id): library.base(of: item.subject) == id
            case .kind(let kind): library.subjects[item.subject]?.kind == kind
            case .main: library.base(of: item.subject) == main
            case .everything: true
            }
        }
    }

    private var main: String? { ScenePresence(scene, library: library).main }

    var nextGroup: Int { (scene.items.map(\.group).max() ?? -1) + 1 }

    /// Takes items out; what was inside of them is no longer.
    mutating func takeOut(_ places: some Collection<Int>) {
        let gone = Set(places)
        let kept = scene.items.indices.filter { !gone.contains($0) }
        let moved = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
        scene.items = kept.map { place in
            var item = scene.items[place]
            item.container = item.container.flatMap { moved[$0] }
            return item
        }
    }

    /// Puts items in, before the one that is there now; their containers are places among them.
    mutating func put(_ items: [Scene.Item], at place: Int) {
        for index in scene.items.indices {
            if let container = scene.items[index].container, container >= place {
                scene.items[index].container = container + items.count
            }
        }
        let moved = items.map { item in
            var item = item
            item.container = item.container.map { $0 + place }
            return item.rounded
        }
        scene.items.insert(contentsOf: moved, at: place)
    }
}
