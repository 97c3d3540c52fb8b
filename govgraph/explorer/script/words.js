/* What the page itself says, in English and in Japanese. */

const JAPANESE = {
  "Search by name or alias": "名称・別名で検索",
  "Found": "検索結果",
  "Nothing found": "見つかりません",
  "View": "表示",
  "Back": "戻る",
  "Forward": "進む",
  "Whole picture": "全体を表示",
  "Let it float": "動的配置",
  "Save": "保存",
  "As PNG": "PNG 形式",
  "As SVG": "SVG 形式",
  "Print": "印刷",
  "Copy the link to this view": "この表示へのリンクをコピー",
  "The link is copied.": "リンクをコピーしました。",
  "Language": "言語",
  "Legend and filters": "凡例と絞り込み",
  "Things": "対象",
  "Facts": "事実",
  "Time": "時点",
  "Only what is so on a day": "特定の日の時点のみ",
  "Day, on a slider": "日付(スライダー)",
  "Day": "日付",
  "Source": "出典",
  "Sources": "出典",
  "any": "すべて",
  "Jurisdictions": "法域",
  "Relations": "関係",
  "No filter": "絞り込みを解除",
  "Close the details": "詳細を閉じる",
  "Across jurisdictions": "法域共通",
  "Only its neighbours": "隣接のみ表示",
  "Two steps around": "2 段階まで表示",
  "Open what is around it": "周辺を開く",
  "Close what is around it": "周辺を閉じる",
  "Path from here": "ここからの経路",
  "Show its line": "線を表示",
  "Also: {}": "別名: {}",
  "{} facts": "事実 {} 件",
  "1 fact": "事実 1 件",
  "Path from {}: now pick where it ends.": "{} からの経路: 終点を選んでください。",
  "No path between {} and {} with these filters.": "{} と {} を結ぶ経路は、この絞り込みではありません。",
  "From {} to {}: {} steps": "{} から {} まで: {} 段階",
  "Only what is around {}.": "{} の周辺のみ。",
  "Nothing is left to show with these filters.": "この絞り込みで表示するものはありません。",
  "since {}": "{} から",
  "until {}": "{} まで",
  "not yet": "未発効",
  "no longer": "失効",
  "Network of {} things and {} facts. Arrow keys move it, + and - zoom. The search finds every thing by name.":
    "{} 個の対象と {} 件の事実のネットワーク。矢印キーで移動、+ と - で拡大・縮小。検索ですべての対象を名称から探せます。",
  "Instruments": "法令・文書", "Bodies": "機関", "Offices": "官職", "Persons": "人物", "Groups of actors": "主体群",
  "Norms": "規範", "Activities": "活動", "Documents": "資料", "Subjects": "主題", "Dimensions": "比較軸", "Positions": "立場",
  "asserted": "断定", "planned": "予定", "possible": "可能性", "opinion": "見解", "belongs to": "所属",
  "follows by rule": "規則による帰結", "denied by the source": "出典が否定", "not: {}": "否: {}",
};

/** A text of the page in its language, with what stands for each {}. */
function t(text, ...values) {
  const said = (state.lang === "ja" && Object.hasOwn(JAPANESE, text) && JAPANESE[text]) || text;
  return said.replace(/\{\}/g, () => String(values.shift()));
}

/** Put the texts of the template in place. */
function sayAll() {
  document.documentElement.lang = state.lang;
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = t(element.dataset.text);
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", t(element.dataset.label));
    if (element.type === "search") element.placeholder = t(element.dataset.label);
    if (element.tagName === "BUTTON") element.title = t(element.dataset.label);
  }
  by("network").setAttribute("aria-label", t(
    "Network of {} things and {} facts. Arrow keys move it, + and - zoom. The search finds every thing by name.",
    things.size, facts.size));
}
