/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-report-template.h"

#include <glib/gi18n-lib.h>

#define HAS(section) (1u << EAR_SECTION_##section)

static const struct
{
  const char *name, *label, *description;
  guint sections;
} templates[EAR_N_REPORT_TEMPLATES] = {
  [EAR_REPORT_ANNUAL] = { "annual", N_ ("Annual report"),
                          N_ ("Who was heard, what matters to them, the evidence for each priority, what was done, and whose voice is missing."),
                          HAS (GLANCE) | HAS (HEARD) | HAS (MATTERS) | HAS (GROUPS) | HAS (FEELINGS) | HAS (EVIDENCE) | HAS (PLACES)
                            | HAS (QUOTATIONS) | HAS (ANSWERS) | HAS (GAPS) | HAS (METHOD) },
  [EAR_REPORT_STRATEGY] = { "strategy", N_ ("Evidence for one strategy"),
                            N_ ("What was heard about each priority of one strategy, in figures and in people’s words, and what was done."),
                            HAS (GLANCE) | HAS (EVIDENCE) | HAS (QUOTATIONS) | HAS (ANSWERS) | HAS (GAPS) | HAS (METHOD) },
  [EAR_REPORT_GROUP] = { "group", N_ ("What one group said"), N_ ("What matters to one group, where and when it was heard, and what was done."),
                         HAS (GLANCE) | HAS (HEARD) | HAS (MATTERS) | HAS (FEELINGS) | HAS (QUOTATIONS) | HAS (ANSWERS) | HAS (METHOD) },
  [EAR_REPORT_PLACE] = { "place", N_ ("What was said in one place"), N_ ("Who was heard in one place, what matters there, and to whom."),
                         HAS (GLANCE) | HAS (HEARD) | HAS (MATTERS) | HAS (GROUPS) | HAS (FEELINGS) | HAS (QUOTATIONS) | HAS (METHOD) },
  [EAR_REPORT_PLAIN] = { "plain", N_ ("Summary in plain words"), N_ ("Two pages without tables, for everybody who took part."),
                         HAS (DID) | HAS (TOLD) | HAS (DONE) | HAS (MISSING) | HAS (SAFE) },
};

static const struct
{
  const char *name, *label;
} sections[EAR_N_REPORT_SECTIONS] = {
  [EAR_SECTION_GLANCE] = { "glance", N_ ("At a glance") },
  [EAR_SECTION_DID] = { "did", N_ ("What we did") },
  [EAR_SECTION_TOLD] = { "told", N_ ("What people told us") },
  [EAR_SECTION_DONE] = { "done", N_ ("What has been done") },
  [EAR_SECTION_MISSING] = { "missing", N_ ("Who we still need to hear") },
  [EAR_SECTION_SAFE] = { "safe", N_ ("How we keep people safe") },
  [EAR_SECTION_HEARD] = { "heard", N_ ("Who was heard") },
  [EAR_SECTION_MATTERS] = { "matters", N_ ("What matters") },
  [EAR_SECTION_GROUPS] = { "groups", N_ ("What matters to each group") },
  [EAR_SECTION_FEELINGS] = { "feelings", N_ ("How it feels") },
  [EAR_SECTION_EVIDENCE] = { "evidence", N_ ("Evidence by strategy priority") },
  [EAR_SECTION_PLACES] = { "places", N_ ("Place by place") },
  [EAR_SECTION_QUOTATIONS] = { "quotations", N_ ("In people’s own words") },
  [EAR_SECTION_ANSWERS] = { "answers", N_ ("You said, we did") },
  [EAR_SECTION_GAPS] = { "gaps", N_ ("Whose voice is missing") },
  [EAR_SECTION_METHOD] = { "method", N_ ("Sources and counting rules") },
};

const char *
ear_report_template_name (EarReportTemplate kind)
{
  return templates[kind].name;
}

const char *
ear_report_template_label (EarReportTemplate kind)
{
  return _ (templates[kind].label);
}

const char *
ear_report_template_describe (EarReportTemplate kind)
{
  return _ (templates[kind].description);
}

gboolean
ear_report_template_from_name (const char *name, EarReportTemplate *kind)
{
  for (guint i = 0; i < EAR_N_REPORT_TEMPLATES; i++)
    {
      if (g_strcmp0 (templates[i].name, name) == 0)
        {
          *kind = (EarReportTemplate) i;
          return TRUE;
        }
    }
  return FALSE;
}

const char *
ear_report_section_name (EarReportSection section)
{
  return sections[section].name;
}

const char *
ear_report_section_label (EarReportSection section)
{
  return _ (sections[section].label);
}

gboolean
ear_report_section_from_name (const char *name, EarReportSection *section)
{
  for (guint i = 0; i < EAR_N_REPORT_SECTIONS; i++)
    {
      if (g_strcmp0 (sections[i].name, name) == 0)
        {
          *section = (EarReportSection) i;
          return TRUE;
        }
    }
  return FALSE;
}

gboolean
ear_report_template_has (EarReportTemplate kind, EarReportSection section)
{
  return (templates[kind].sections & 1u << section) != 0;
}

static void
append_name (GString *list, const char *name)
{
  g_string_append_printf (list, "%s%s", list->len == 0 ? "" : ", ", name);
}

char *
ear_report_template_list (void)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < EAR_N_REPORT_TEMPLATES; i++)
    append_name (list, templates[i].name);
  return g_string_free (list, FALSE);
}

char *
ear_report_section_list (EarReportTemplate kind)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < EAR_N_REPORT_SECTIONS; i++)
    {
      if (ear_report_template_has (kind, (EarReportSection) i))
        append_name (list, sections[i].name);
    }
  return g_string_free (list, FALSE);
}
