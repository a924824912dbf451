/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is told of a report before it is made is what is in it then: voices, sections, quotations, and what waits. */
#include "ear-document.h"
#include "ear-store-editions.h"
#include "report-support.h"

static const char *const presets[] = { "internal", "friends-and-family", "nhs" };

/* As a reader counts them in the finished document. */
typedef struct
{
  guint n_sections, n_quotations, n_waiting;
} Read;

static const char *
words_of (const EarBlock *block)
{
  return block->texts->len == 0 ? "" : ((EarText *) block->texts->pdata[0])->text;
}

static Read
read_document (const EarDocument *document)
{
  Read read = { 0 };

  for (guint i = 0; i < document->blocks->len; i++)
    {
      const EarBlock *block = document->blocks->pdata[i];

      if (block->type == EAR_BLOCK_HEADING && block->level == 1 && !g_str_equal (words_of (block), "How people are protected"))
        read.n_sections++;
      read.n_quotations += block->type == EAR_BLOCK_QUOTATION;
      if (block->type == EAR_BLOCK_PARAGRAPH && strstr (words_of (block), "left out, since") != NULL)
        read.n_waiting = (guint) g_ascii_strtoull (words_of (block), NULL, 10);
    }
  return read;
}

static EarReportFacts *
load (World *world, const EarReportOptions *options)
{
  g_autoptr (GError) error = NULL;
  EarReportFacts *facts = ear_report_facts_load (world->store, options, &error);

  g_assert_no_error (error);
  return facts;
}

static void
assert_true_of_report (World *world, const EarReportOptions *options, Read *sum)
{
  g_autoptr (EarReportFacts) facts = load (world, options);
  g_autoptr (EarDocument) document = report_build (world, options);
  Read read = read_document (document);

  g_assert_cmpuint (facts->n_sections, ==, read.n_sections);
  g_assert_cmpuint (facts->n_quotations, ==, read.n_quotations);
  g_assert_cmpuint (facts->n_waiting, ==, read.n_waiting);
  sum->n_quotations += read.n_quotations;
  sum->n_waiting += read.n_waiting;
}

/* Voices that are counted where nothing is said of a group or place, or with its heading alone, by plain loops. */
static void
assert_counts (World *world, const EarReportOptions *options)
{
  const EarId *heading = options->kind == EAR_REPORT_GROUP ? options->group : options->kind == EAR_REPORT_PLACE ? options->place : NULL;
  const EarSummaryRequest request = { .rows = options->kind == EAR_REPORT_PLACE ? EAR_DIMENSION_PLACE : EAR_DIMENSION_GROUP };
  g_autofree char *key = heading == NULL ? NULL : ear_id_to_string (heading);
  EarCount count = world_count (world, &request, key, NULL);
  g_autoptr (EarReportFacts) facts = load (world, options);

  g_assert_cmpuint (facts->all.contributions, ==, count.contributions);
  g_assert_cmpuint (facts->all.sessions, ==, count.sessions);
}

/* The first that waits may stand, the first that stands may not. */
static void
decide (World *world, const EarReportOptions *options)
{
  g_autoptr (EarReportFacts) facts = load (world, options);
  gboolean kept = FALSE, left_out = FALSE;

  for (guint i = 0; i < facts->quotes->len; i++)
    {
      const EarReportQuote *quote = facts->quotes->pdata[i];

      if (quote->stands ? left_out : kept)
        continue;
      kept |= !quote->stands;
      left_out |= quote->stands;
      g_assert_true (ear_store_decide_quote (world->store, &quote->voice->id, quote->stands ? EAR_QUOTE_LEAVE_OUT : EAR_QUOTE_KEEP, NULL));
    }
}

static const EarId *
first_of (World *world, EarKind kind)
{
  return &((EarRecord *) world->records[kind]->pdata[0])->id;
}

static void
test_as_in_report (gconstpointer data)
{
  EarReportTemplate kind = (EarReportTemplate) GPOINTER_TO_UINT (data);
  Read sum = { 0 };

  for (guint n = 0; n < 3; n++)
    {
      g_autoptr (World) world = world_new_random ();
      EarPreset preset;
      EarReportOptions options = { .kind = kind, .protect = &preset };

      ear_preset_parse (presets[n % G_N_ELEMENTS (presets)], &preset, NULL);
      options.strategy = first_of (world, EAR_KIND_STRATEGY);
      options.group = first_of (world, EAR_KIND_GROUP);
      options.place = first_of (world, EAR_KIND_PLACE);
      assert_counts (world, &options);
      assert_true_of_report (world, &options, &sum);
      decide (world, &options);
      assert_true_of_report (world, &options, &sum);
    }
  g_test_message ("%s: %u quotations, %u waited", ear_report_template_name (kind), sum.n_quotations, sum.n_waiting);
  if (kind == EAR_REPORT_ANNUAL)
    g_assert_cmpuint (sum.n_quotations, >, 0);
  if (!ear_report_template_has (kind, EAR_SECTION_QUOTATIONS))
    g_assert_cmpuint (sum.n_quotations + sum.n_waiting, ==, 0);
}

/* Left out of the report there is none, and none waits. */
static void
test_without_section (void)
{
  g_autoptr (World) world = report_world_new ();
  g_autoptr (GPtrArray) layout = ear_report_layout_load (world->store, EAR_REPORT_ANNUAL, NULL);
  EarReportOptions options = { .layout = layout };
  g_autoptr (EarReportFacts) with = load (world, &options), without = NULL, kept = NULL;

  g_assert_true (with->has_quotations);
  g_assert_cmpuint (with->n_quotations, ==, 3);
  ear_report_layout_find (layout, EAR_SECTION_QUOTATIONS)->chosen = FALSE;
  without = load (world, &options);
  g_assert_false (without->has_quotations);
  g_assert_cmpuint (without->n_quotations + without->n_waiting + without->quotes->len, ==, 0);
  g_assert_cmpuint (without->n_sections, ==, with->n_sections - 1);
  /* As it is kept in the workbook, where nothing else is said. */
  g_assert_true (ear_report_layout_keep (world->store, EAR_REPORT_ANNUAL, layout, NULL));
  kept = load (world, &(EarReportOptions){ 0 });
  g_assert_false (kept->has_quotations);
}

/* The evidence for a strategy is quoted by its priorities, whether or not another section shows them. */
static void
test_strategy_alone (void)
{
  g_autoptr (World) world = report_world_new ();
  g_autoptr (GPtrArray) layout = ear_report_layout_load (world->store, EAR_REPORT_STRATEGY, NULL);
  EarReportOptions options = { .kind = EAR_REPORT_STRATEGY, .layout = layout };
  g_autoptr (EarReportFacts) whole = NULL, alone = NULL;
  Read sum = { 0 };

  world_reload (world);
  options.strategy = first_of (world, EAR_KIND_STRATEGY);
  whole = load (world, &options);
  for (guint i = 0; i < layout->len; i++)
    {
      EarReportPart *part = layout->pdata[i];

      part->chosen = part->section == EAR_SECTION_QUOTATIONS;
    }
  alone = load (world, &options);
  g_assert_cmpuint (whole->quotes->len, ==, 2);
  g_assert_cmpuint (alone->quotes->len, ==, 2);
  for (guint i = 0; i < alone->quotes->len; i++)
    g_assert_cmpstr (((EarReportQuote *) alone->quotes->pdata[i])->theme, ==, "1A Shorter waits");
  assert_true_of_report (world, &options, &sum);
}

/* What a report needs to be told is told before it is made, too. */
static void
test_subject (void)
{
  static const EarReportTemplate needing[] = { EAR_REPORT_STRATEGY, EAR_REPORT_GROUP, EAR_REPORT_PLACE };
  g_autoptr (World) world = report_world_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (needing); i++)
    {
      const EarReportOptions options = { .kind = needing[i] };
      g_autoptr (GError) error = NULL;

      g_assert_null (ear_report_facts_load (world->store, &options, &error));
      g_assert_error (error, EAR_REPORT_ERROR, EAR_REPORT_ERROR_SUBJECT);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint kind = 0; kind < EAR_N_REPORT_TEMPLATES; kind++)
    {
      g_autofree char *path = g_strconcat ("/report/facts/", ear_report_template_name ((EarReportTemplate) kind), NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (kind), test_as_in_report);
    }
  g_test_add_func ("/report/facts/without-section", test_without_section);
  g_test_add_func ("/report/facts/strategy-alone", test_strategy_alone);
  g_test_add_func ("/report/facts/subject", test_subject);
  return g_test_run ();
}
