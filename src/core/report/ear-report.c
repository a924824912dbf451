/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report of any kind: built from insight on the store's thread, section by section, then written as a file on any thread. */
#include "ear-report-parts.h"

#include <glib/gi18n-lib.h>

#include "ear-edition.h"

G_DEFINE_QUARK (ear-report-error-quark, ear_report_error)

/* What an own text is looked at for: what may say who somebody is. Names it has for good reasons. */
#define LOOKED_FOR (EAR_QUOTE_PHONE | EAR_QUOTE_ADDRESS | EAR_QUOTE_BIRTH | EAR_QUOTE_NHS_NUMBER)

typedef gboolean (*AddSection) (EarReportParts *parts, GError **error);

static const AddSection sections[EAR_N_REPORT_SECTIONS] = {
  [EAR_SECTION_GLANCE] = ear_report_add_glance,         [EAR_SECTION_DID] = ear_report_add_did,
  [EAR_SECTION_TOLD] = ear_report_add_told,             [EAR_SECTION_DONE] = ear_report_add_done,
  [EAR_SECTION_MISSING] = ear_report_add_missing,       [EAR_SECTION_SAFE] = ear_report_add_safe,
  [EAR_SECTION_HEARD] = ear_report_add_heard,           [EAR_SECTION_MATTERS] = ear_report_add_matters,
  [EAR_SECTION_GROUPS] = ear_report_add_groups,         [EAR_SECTION_FEELINGS] = ear_report_add_how_it_feels,
  [EAR_SECTION_EVIDENCE] = ear_report_add_evidence,     [EAR_SECTION_PLACES] = ear_report_add_places,
  [EAR_SECTION_QUOTATIONS] = ear_report_add_quotations, [EAR_SECTION_ANSWERS] = ear_report_add_answers,
  [EAR_SECTION_GAPS] = ear_report_add_gaps,             [EAR_SECTION_METHOD] = ear_report_add_sources,
};

/* What could not be protected, or was not, is no edition. */
static gboolean
keep_edition (EarReportParts *parts, const char *title, GError **error)
{
  if (ear_preset_is_internal (&parts->preset) || parts->audit->exposed->len > 0)
    {
      g_set_error_literal (error, EAR_REPORT_ERROR, EAR_REPORT_ERROR_NOT_SAFE,
                           _ ("This report is not for publishing: its small numbers are not protected. Nothing was written or kept. "
                              "Choose how to protect them, or write it without publishing it."));
      return FALSE;
    }
  return ear_edition_keep (parts->protect, parts->store, title, NULL, error);
}

/* An empty line ends a paragraph. */
static void
add_own_text (EarReportParts *parts, const EarReportPart *part)
{
  g_auto (GStrv) paragraphs = g_regex_split_simple ("\\n[ \\t]*\\n", part->text == NULL ? "" : part->text, 0, 0);
  g_autoptr (GString) found = g_string_new (NULL);
  EarQuoteSigns signs = part->text == NULL ? 0 : ear_quote_look (part->text, NULL, found) & LOOKED_FOR;
  g_autofree char *noticed = ear_quote_describe (signs);

  for (guint i = 0; paragraphs[i] != NULL; i++)
    {
      if (g_strstrip (paragraphs[i])[0] != '\0')
        ear_document_add_paragraph (parts->document, paragraphs[i]);
    }
  if (signs != 0)
    /* Translators: the heading of a section, then what was noticed. */
    g_ptr_array_add (parts->document->notes, g_strdup_printf (_ ("Your own text in “%s”: %s"), ear_report_section_label (part->section), noticed));
}

static gboolean
add_sections (EarReportParts *parts, GError **error)
{
  for (guint i = 0; i < parts->layout->len; i++)
    {
      const EarReportPart *part = parts->layout->pdata[i];

      if (!part->chosen)
        continue;
      ear_document_add_heading (parts->document, 1, ear_report_section_label (part->section));
      add_own_text (parts, part);
      if (!sections[part->section](parts, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
begin (EarReportParts *parts, const EarReportOptions *options, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *title = ear_value_tidy (EAR_TYPE_LINE, options->title);

  if (!ear_report_parts_init (parts, options, error))
    return FALSE;
  if (title == NULL)
    title = ear_report_make_title (parts);
  /* Translators: the language of this translation, as a BCP 47 tag. It is the report's language. */
  parts->document = ear_document_new (title, C_ ("language of the report", "en-GB"));
  parts->document->subtitle = ear_value_tidy (EAR_TYPE_LINE, options->organisation);
  parts->document->logo = ear_report_logo_load (parts->store, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (ear_preset_is_internal (&parts->preset))
    parts->document->marking = g_strdup (_ ("Internal: do not publish"));
  return TRUE;
}

/**
 * ear_report_build:
 *
 * With @options->publish the edition is kept, too: do so in a transaction that is committed once the file is written.
 *
 * Returns: (transfer full) (nullable): the report. The store's thread; the document may then go to any.
 */
EarDocument *
ear_report_build (EarStore *store, const EarReportOptions *options, GError **error)
{
  static const EarReportOptions nothing = { 0 };
  g_auto (EarReportParts) parts = { .store = store };

  if (options == NULL)
    options = &nothing;
  if (!begin (&parts, options, error) || !ear_report_count (&parts, error) || g_cancellable_set_error_if_cancelled (options->cancellable, error)
      || !ear_report_protect (&parts, options->cancellable, error))
    return NULL;
  ear_report_add_notices (&parts);
  if (!add_sections (&parts, error) || g_cancellable_set_error_if_cancelled (options->cancellable, error))
    return NULL;
  ear_report_add_protection (&parts);
  if (options->publish != NULL && !keep_edition (&parts, options->publish, error))
    return NULL;
  return g_steal_pointer (&parts.document);
}
