package import Metrics
import Synchronization

/// Every metric of the process, kept in memory for whoever asks.
///
/// Labels come from a closed list (`MetricLabels`) and the number of series is bounded, so that no request can make the
/// registry grow: a label that is not declared is left off, a series past the bound counts into nothing; both are counted.
package final class MetricsRegistry: MetricsFactory {
    /// Series kept at once; a histogram is one.
    package static let seriesLimit = 2_000

    private let families = Mutex(MetricFamilies())
    private let droppedLabels = CounterSeries()
    private let refusedSeries = CounterSeries()

    package init() {
        families.withLock { families in
            families.insert(droppedLabels, .counter, "metrics.labels.dropped", [])
            families.insert(refusedSeries, .counter, "metrics.series.refused", [])
        }
    }

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(.counter, label, dimensions, CounterSeries()) ?? NOOPMetricsHandler.instance
    }

    package func makeFloatingPointCounter(
        label: String,
        dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        series(.counter, label, dimensions, CounterSeries()) ?? NOOPMetricsHandler.instance
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(.gauge, label, dimensions, GaugeSeries()) ?? NOOPMetricsHandler.instance
    }

    package func makeRecorder(
        label: String,
        dimensions: [(String, String)],
        aggregate: Bool
    ) -> any RecorderHandler {
        guard aggregate else {
            return series(.gauge, label, dimensions, GaugeSeries()) ?? NOOPMetricsHandler.instance
        }
        return series(.recorder, label, dimensions, HistogramSeries(.amounts)) ?? NOOPMetricsHandler.instance
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(.timer, label, dimensions, HistogramSeries(.timer(label))) ?? NOOPMetricsHandler.instance
    }

    package func destroyCounter(_ handler: any CounterHandler) { remove(handler) }

    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { remove(handler) }

    package func destroyMeter(_ handler: any MeterHandler) { remove(handler) }

    package func destroyRecorder(_ handler: any RecorderHandler) { remove(handler) }

    package func destroyTimer(_ handler: any TimerHandler) { remove(handler) }

    /// What is kept now, by exposed name.
    var snapshot: [(name: String, family: MetricFamily)] {
        families.withLock { $0.byName }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// The series that is there, or a new one; nil when it would be one too many or its name means another kind already.
    private func series<New: Series>(
        _ kind: MetricKind,
        _ label: String,
        _ dimensions: [(String, String)],
        _ new: @autoclosure () -> New
    ) -> New? {
        let labels = declared(dimensions)
        let series = families.withLock { families -> New? in
            let family = families.byName[kind.exposedName(of: label)]
            if let known = family?.series[labels] { return known as? New }
            guard families.count < Self.seriesLimit, family == nil || family?.kind == kind else { return nil }
            let new = new()
            families.insert(new, kind, label, labels)
            return new
        }
        if series == nil { refusedSeries.increment(by: Int64(1)) }
        return series
    }

    /// The labels that may be kept, in their form and order.
    private func declared(_ dimensions: [(String, String)]) -> [SeriesLabel] {
        let labels = dimensions.compactMap { name, value in
            MetricLabels.label(name).map { SeriesLabel(name: name.metricName, value: $0.form.admit(value)) }
        }
        let once = Dictionary(labels.map { ($0.name, $0) }) { first, _ in first }
        droppedLabels.increment(by: Int64(dimensions.count - once.count))
        return once.values.sorted()
    }

    private func remove(_ handler: AnyObject) {
        families.withLock { $0.remove(handler) }
    }
}
