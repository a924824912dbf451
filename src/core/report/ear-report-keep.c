/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a workbook remembers of its reports. The order is one setting, names with a minus before those that are left out; each
 * text is a setting of its own. */
#include "ear-document.h"
#include "ear-report-template.h"

#include <glib/gi18n-lib.h>

#define LOGO_KEY "report-logo"

void
ear_report_part_free (gpointer part)
{
  g_free (((EarReportPart *) part)->text);
  g_free (part);
}

/**
 * ear_report_layout_copy:
 *
 * Returns: (transfer full) (element-type EarReportPart)
 */
GPtrArray *
ear_report_layout_copy (const GPtrArray *layout)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (ear_report_part_free);

  for (guint i = 0; i < layout->len; i++)
    {
      const EarReportPart *part = layout->pdata[i];
      EarReportPart *added = g_memdup2 (part, sizeof *part);

      added->text = g_strdup (part->text);
      g_ptr_array_add (copy, added);
    }
  return copy;
}

/* Returns: how many of its sections are chosen. */
guint
ear_report_layout_count (const GPtrArray *layout)
{
  guint n = 0;

  for (guint i = 0; i < layout->len; i++)
    n += ((const EarReportPart *) layout->pdata[i])->chosen;
  return n;
}

static char *
layout_key (EarReportTemplate kind)
{
  return g_strdup_printf ("report-sections:%s", ear_report_template_name (kind));
}

static char *
text_key (EarReportTemplate kind, EarReportSection section)
{
  return g_strdup_printf ("report-text:%s:%s", ear_report_template_name (kind), ear_report_section_name (section));
}

EarReportPart *
ear_report_layout_find (const GPtrArray *layout, EarReportSection section)
{
  for (guint i = 0; i < layout->len; i++)
    {
      EarReportPart *part = layout->pdata[i];

      if (part->section == section)
        return part;
    }
  return NULL;
}

static void
add_part (GPtrArray *layout, EarReportTemplate kind, EarReportSection section, gboolean chosen)
{
  EarReportPart *part;

  if (!ear_report_template_has (kind, section) || ear_report_layout_find (layout, section) != NULL)
    return;
  part = g_new0 (EarReportPart, 1);
  part->section = section;
  part->chosen = chosen;
  g_ptr_array_add (layout, part);
}

/* A later version may have sections that nobody has decided about: they are there, at the end. */
static GPtrArray *
read_order (EarReportTemplate kind, const char *order)
{
  GPtrArray *layout = g_ptr_array_new_with_free_func (ear_report_part_free);
  g_auto (GStrv) names = g_strsplit (order == NULL ? "" : order, " ", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      gboolean chosen = names[i][0] != '-';
      EarReportSection section;

      if (ear_report_section_from_name (names[i] + !chosen, &section))
        add_part (layout, kind, section, chosen);
    }
  for (guint i = 0; i < EAR_N_REPORT_SECTIONS; i++)
    add_part (layout, kind, (EarReportSection) i, TRUE);
  return layout;
}

/**
 * ear_report_layout_load:
 *
 * Returns: (transfer full) (element-type EarReportPart) (nullable): all sections that the template has, as they were kept.
 */
GPtrArray *
ear_report_layout_load (EarStore *store, EarReportTemplate kind, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *key = layout_key (kind);
  g_autofree char *order = ear_store_get_setting (store, key, &local);
  g_autoptr (GPtrArray) layout = read_order (kind, order);

  for (guint i = 0; local == NULL && i < layout->len; i++)
    {
      EarReportPart *part = layout->pdata[i];
      g_autofree char *of_text = text_key (kind, part->section);

      part->text = ear_store_get_setting (store, of_text, &local);
    }
  if (local == NULL)
    return g_steal_pointer (&layout);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

gboolean
ear_report_layout_keep (EarStore *store, EarReportTemplate kind, const GPtrArray *layout, GError **error)
{
  g_autofree char *key = layout_key (kind);
  g_autoptr (GString) order = g_string_new (NULL);

  for (guint i = 0; i < layout->len; i++)
    {
      const EarReportPart *part = layout->pdata[i];
      g_autofree char *of_text = text_key (kind, part->section);

      g_string_append_printf (order, "%s%s%s", i == 0 ? "" : " ", part->chosen ? "" : "-", ear_report_section_name (part->section));
      if (!ear_store_set_setting (store, of_text, part->text, error))
        return FALSE;
    }
  return ear_store_set_setting (store, key, order->str, error);
}

/**
 * ear_report_layout_set_text:
 * @text: (nullable): nothing but blanks is as good as %NULL
 */
gboolean
ear_report_layout_set_text (EarReportPart *part, const char *text, GError **error)
{
  g_autofree char *tidy = text == NULL ? NULL : g_strstrip (g_utf8_make_valid (text, -1));

  if (tidy != NULL && strlen (tidy) > EAR_REPORT_TEXT_MAX)
    {
      g_set_error (error, EAR_REPORT_ERROR, EAR_REPORT_ERROR_TEXT,
                   _ ("The text for “%s” is too long for a report. Nothing was changed. Keep it under %u letters."),
                   ear_report_section_label (part->section), EAR_REPORT_TEXT_MAX);
      return FALSE;
    }
  g_free (part->text);
  part->text = tidy == NULL || tidy[0] == '\0' ? NULL : g_steal_pointer (&tidy);
  return TRUE;
}

/**
 * ear_report_logo_load:
 *
 * Returns: (transfer full) (nullable): a PNG picture; %NULL without @error where there is none.
 */
GBytes *
ear_report_logo_load (EarStore *store, GError **error)
{
  g_autofree char *text = ear_store_get_setting (store, LOGO_KEY, error);
  gsize size;
  guint8 *data;

  if (text == NULL)
    return NULL;
  data = g_base64_decode (text, &size);
  return g_bytes_new_take (data, size);
}

/**
 * ear_report_logo_keep:
 * @contents: (nullable): of a file, a PNG or an SVG picture; %NULL for none
 *
 * What is kept is a PNG picture. What is no picture of a logo's size is refused, and the logo before stays.
 */
gboolean
ear_report_logo_keep (EarStore *store, GBytes *contents, GError **error)
{
  g_autoptr (GBytes) png = contents == NULL ? NULL : ear_picture_from_file (contents, error);
  g_autofree char *text = NULL;

  if (contents == NULL)
    return ear_store_set_setting (store, LOGO_KEY, NULL, error);
  if (png == NULL)
    return FALSE;
  text = g_base64_encode (g_bytes_get_data (png, NULL), g_bytes_get_size (png));
  return ear_store_set_setting (store, LOGO_KEY, text, error);
}

/**
 * ear_report_own_organisation:
 *
 * Returns: (transfer full) (nullable): whose laptop this is, for a document's first page. That nobody said so is no error. The
 *   store's thread.
 */
char *
ear_report_own_organisation (EarStore *store)
{
  g_autoptr (EarRecord) organisation = NULL;
  EarId id;

  if (!ear_store_own_organisation (store, &id, NULL) || ear_id_is_none (&id))
    return NULL;
  organisation = ear_store_get (store, EAR_KIND_ORGANISATION, &id, NULL);
  return organisation == NULL ? NULL : g_strdup (ear_record_get (organisation, EAR_ORGANISATION_NAME));
}
