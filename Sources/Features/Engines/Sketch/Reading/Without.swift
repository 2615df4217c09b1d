/// What a prompt says must not be there: "no clouds", "without people", 沒有月亮.
///
/// What the prompt asks for elsewhere is not in it: beside "a girl, no people" the girl stays.
struct Without: Hashable {
    /// By id: neither drawn as things, nor by a setting or a time of day (sun, moon, star, cloud, tree).
    var subjects: Set<String> = []
    /// No person at all, no animal at all.
    var kinds: Set<SketchSubject.Kind> = []
    var colours: [SketchColour] = []
    /// Weathers, seasons and the like.
    var facets: Set<Facet> = []
    var isTextless = false
}
