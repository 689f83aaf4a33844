import type { PublishedFigure } from "./published-figure.js";

/**
 * Figures that are often quoted for coaching and for what goes with it, with what they rest on. They are there to be audited and argued with; no function takes one by itself.
 * Each states only what stands in the text that `readIn` names.
 *
 * @example
 * ```ts
 * publishedFigures.filter(({ evidenceGrade }) => evidenceGrade === "randomized-trial").map(({ id, value }) => [id, value]); // => [["peer-meetings-2020-sales", 0.15], ["coaching-effect-2023", 0.59]]
 * ```
 */
export const publishedFigures: readonly PublishedFigure[] = [
  {
    id: "metrixglobal-2001-return", value: 5.29, unit: "roi-ratio", measured: "Return of an executive coaching program in one large firm, as those who were coached put it in money.",
    design: "Questionnaire and telephone survey of those who were coached; 30 of 43 answered, 18 gave figures.", sample: { count: 18, of: "people who gave figures" }, range: null,
    citation: "M. Anderson, “Executive briefing: case study on the return on investment of executive coaching”, MetrixGlobal (2001).", readIn: "The briefing's first page; summaries of its method by P. Sherman (2005) and, for the numbers of people, by Mayo Business Coaching (2026).",
    caveat: "The study was commissioned by the firm and by the company that sold the coaching. With retention counted in, the same study says 7.88. Which costs were counted is not said.", evidenceGrade: "self-report",
    claim: { claimedRatio: 5.29, ratioKind: "roi", title: "MetrixGlobal 2001", claimant: "vendor", isolationMethod: "estimates", benefitBasis: "estimated", sampleCount: 18 },
  },
  {
    id: "manchester-2001-return", value: 5.45, unit: "return-ratio", measured: "Return of six to twelve months of executive coaching, as executives put it in money.",
    design: "Executives estimated the value and their confidence in it; amounts were capped at a million dollars and adjusted for other causes. The authors say that no controlled trial was possible.", sample: { count: 100, of: "executives" }, range: null,
    citation: "J. McGovern and others, “Maximizing the impact of executive coaching”, The Manchester Review 6(1) (2001).", readIn: "The paper's first page; a summary by D. Hayes; the figure 5.45 as quoted by W. Hofmans, “ROI? A waste of our time”, Coaching at Work (2017).",
    caveat: "The authors' company sold the coaching. The same study is quoted as “5.7 times the investment” and as 545 percent, so whether it is net of the cost is open.", evidenceGrade: "self-report",
    claim: {
      claimedRatio: 5.45, ratioKind: "not-said", title: "The Manchester Review 2001", claimant: "vendor", isolationMethod: "estimates", benefitBasis: "estimated", sampleCount: 100,
      factors: { attribution: { status: "applied" }, confidence: { status: "applied" } },
    },
  },
  {
    id: "phillips-2007-return", value: 2.21, unit: "roi-ratio", measured: "Return of coaching executives of a hotel firm whose name is disguised.",
    design: "A teaching case of the ROI methodology: action plans and estimates of the executives.", sample: null, range: null,
    citation: "Quoted as “Philips, 2007”; it fits J. Phillips, “Measuring ROI in business coaching: Nations Hotel”, ROI Institute (2007).", readIn: "The figure in W. Hofmans, “ROI? A waste of our time”, Coaching at Work (2017); the case's first pages.",
    caveat: "The case was written as a basis for discussion. Hofmans calls returns of this kind a possible damage to the profession.", evidenceGrade: "self-report",
    claim: { claimedRatio: 2.21, ratioKind: "roi", title: "Phillips 2007", isolationMethod: "estimates", benefitBasis: "estimated" },
  },
  {
    id: "icf-2009-company-return", value: 7, unit: "return-ratio", measured: "Median return to their company, of clients who could put figures on it.",
    design: "Survey of coaching clients; 40 percent of them said that they had seen a financial change.", sample: null, range: null,
    citation: "International Coach Federation, “ICF global coaching client study” (2009), by the Association Resource Centre and PricewaterhouseCoopers.", readIn: "Summaries by S. Gladis, and by N. Wilkins and S. Stout Rostron (2014).",
    caveat: "Most of the 2,165 clients who were asked had seen no financial change or could give no figures; those who could are the ones that are counted. “7 times the investment” does not say whether the cost is taken off.", evidenceGrade: "self-report",
    claim: { claimedRatio: 7, ratioKind: "not-said", title: "ICF 2009", claimant: "vendor", benefitBasis: "estimated" },
  },
  {
    id: "peer-meetings-2020-sales", value: 0.15, unit: "change-ratio", measured: "Sales of agents who met a partner drawn by chance in structured meetings; the source says “exceeding” this figure, for at least 20 weeks after the experiment.",
    design: "Field experiment in a sales call center.", sample: { count: 653, of: "sales agents in two offices" }, range: null,
    citation: "J. Sandvik, R. Saouma, N. Seegert, C. Stanton, “Workplace knowledge flows”, Quarterly Journal of Economics 135(3), 1635–1680 (2020).", readIn: "The abstract; the sample from a summary by Gridium; a cost below 15,000 US dollars from a summary of the authors' article in Harvard Business Review.",
    caveat: "One firm, inbound sales calls, revenue and not margin. Peers met, not coaches.", evidenceGrade: "randomized-trial", claim: null,
  },
  {
    id: "ai-assistance-2025-issues", value: 0.15, unit: "change-ratio", measured: "Issues that customer-support agents resolved in an hour, with an AI assistant.",
    design: "The assistant came to groups of agents one after another; those who had it were compared with those who did not yet.", sample: { count: 5172, of: "agents" }, range: null,
    citation: "E. Brynjolfsson, D. Li, L. Raymond, “Generative AI at work”, Quarterly Journal of Economics 140(2), 889 (2025).", readIn: "The abstract, and summaries of it for the firm and the chats.",
    caveat: "One firm, chat support. Novices gained most; the most skilled gained little speed and lost a little quality.", evidenceGrade: "controlled-study", claim: null,
  },
  {
    id: "ai-assistance-2023-issues", value: 0.14, unit: "change-ratio", measured: "Issues that customer-support agents resolved in an hour, with an AI assistant.",
    design: "As in the later paper, which replaces it.", sample: { count: 5179, of: "agents" }, range: { low: 0, high: 0.34, over: "groups of agents, from the most skilled to novices" },
    citation: "E. Brynjolfsson, D. Li, L. Raymond, “Generative AI at work”, NBER working paper 31161 (2023).", readIn: "The abstract, and summaries of it.",
    caveat: "One firm, chat support. The range is of means of groups: where your people stand in it depends on how new they are.", evidenceGrade: "controlled-study", claim: null,
  },
  {
    id: "turnover-2012-cost", value: 0.21, unit: "salary-fraction", measured: "Cost of replacing one person: the median of 27 case studies, without executives and physicians.",
    design: "Review of case studies published from 1992 to 2007.", sample: { count: 27, of: "case studies" }, range: null,
    citation: "H. Boushey, S. Glynn, “There are significant business costs to replacing employees”, Center for American Progress (2012).", readIn: "The brief's first pages.",
    caveat: "Studies from the United States, made in different ways. Count your own parts: recruiting, training, ramp, vacancy (`turnoverSavings`).", evidenceGrade: "uncontrolled-study", claim: null,
  },
  {
    id: "turnover-2012-cost-low-pay", value: 0.16, unit: "salary-fraction", measured: "Cost of replacing one person in jobs with high turnover and less than 30,000 US dollars a year.",
    design: "Review of case studies published from 1992 to 2007.", sample: null, range: null,
    citation: "H. Boushey, S. Glynn, “There are significant business costs to replacing employees”, Center for American Progress (2012).", readIn: "Quoted by others.",
    caveat: "A part of the case studies behind the figure of 0.21. Count your own parts.", evidenceGrade: "uncontrolled-study", claim: null,
  },
  {
    id: "performance-spread-1983", value: 0.4, unit: "salary-fraction", measured: "What a standard deviation of performance is worth in a year: the 40 percent rule.",
    design: "A rule drawn from studies of how far output differs between people.", sample: null, range: null,
    citation: "F. Schmidt, J. Hunter, “Individual differences in productivity”, Journal of Applied Psychology 68(3), 407 (1983).", readIn: "The abstract.",
    caveat: "Contested. The same paper finds a spread of 20 percent of output where work is not paid by the piece and of 15 percent where it is. Give `productivityUtility` a band.", evidenceGrade: "judgment", claim: null,
  },
  {
    id: "coaching-effect-2014", value: null, unit: "standardized-difference", measured: "Effect of coaching in organizations on five kinds of outcome.",
    design: "Meta-analysis.", sample: null, range: { low: 0.43, high: 0.74, over: "kinds of outcome, from coping to goal-directed self-regulation" },
    citation: "T. Theeboom, B. Beersma, A. van Vianen, “Does coaching work?”, Journal of Positive Psychology 9(1), 1–18 (2014).", readIn: "The abstract.",
    caveat: "None of the outcomes is money. The abstract does not say how many of the studies compared with people who were not coached.", evidenceGrade: "uncontrolled-study", claim: null,
  },
  {
    id: "coaching-effect-2016", value: 0.36, unit: "standardized-difference", measured: "Effect of workplace coaching by internal or external coaches on outcomes at work.",
    design: "Meta-analysis.", sample: { count: 17, of: "studies" }, range: { low: 0.28, high: 1.24, over: "kinds of outcome, from skills to individual results" },
    citation: "R. Jones, S. Woods, Y. Guillaume, “The effectiveness of workplace coaching”, Journal of Occupational and Organizational Psychology 89(2), 249–277 (2016).", readIn: "The abstract.",
    caveat: "Seventeen studies share the kinds of outcome, of which the abstract gives three, and it does not say how many of them compared with others. Managers who coach their own people are left out.", evidenceGrade: "uncontrolled-study", claim: null,
  },
  {
    id: "coaching-effect-2023", value: 0.59, unit: "standardized-difference", measured: "Effect of workplace and executive coaching on leadership and personal outcomes.",
    design: "Meta-analysis of 37 randomized trials only.", sample: { count: 2528, of: "people in 39 samples" }, range: null,
    citation: "E. de Haan, V. Nilsson, “What can we know about the effectiveness of coaching?”, Academy of Management Learning & Education 22(4), 641–661 (2023).", readIn: "The abstract.",
    caveat: "The authors see indications of significant publication bias, which would make the true effect smaller, and larger effects where people rated themselves.", evidenceGrade: "randomized-trial", claim: null,
  },
];
