// A question's view on the page: it lives as long as its element, and hears what happens to the page and its kernel.

function render({ model, el }) {
  const view = new View(model, el);
  const onState = () => {
    const state = model.get("state");
    if (view.lost && state && state.pong) view.lost = false;
    view.take(state);
  };
  const onFocus = () => document.visibilityState !== "hidden" && view.refresh();
  const onLive = () => (el.closest(".jupyter-widgets-disconnected") ? view.lose() : view.found());
  const onKernel = (event) => event.detail && event.detail.state === "lost" && view.lose();
  model.on("change:state", onState);
  model.on("comm_live_update", onLive);
  window.addEventListener("focus", onFocus);
  let panel = null;
  // What another cell or window saved is fetched when this question comes into sight.
  const seen = new IntersectionObserver((entries) => entries.some((e) => e.isIntersecting) && view.refresh());
  seen.observe(view.root);
  const attach = requestAnimationFrame(() => {
    panel = el.closest("[data-course-kernel]") || el.closest(".jp-NotebookPanel");
    panel?.addEventListener("course-kernel", onKernel);
  });
  return () => {
    cancelAnimationFrame(attach);
    seen.disconnect();
    model.off("change:state", onState);
    model.off("comm_live_update", onLive);
    window.removeEventListener("focus", onFocus);
    panel?.removeEventListener("course-kernel", onKernel);
    clearTimeout(view.late);
    clearTimeout(view.quiet);
    view.settle();
  };
}

export default { render };
