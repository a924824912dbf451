/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the laptops send each other: all that one has, the codebook alone, or the part of one session or group. Which fields of which
 * records a part holds is read from its bytes, by GLib's parser, so that who gets it is known to have seen those and no
 * others; and it is held against what a part is for (ear-laptops-parts.c). */
#include <string.h>

#include "ear-exchange.h"
#include "ear-laptops-private.h"

typedef struct
{
  guint64 fields[N_RECORDS]; /* one bit a field */
  guint64 erased;            /* one bit a record */
  guint open;                /* the record whose element is open; N_RECORDS: another one */
} Contents;

/* --- A letter, read --- */

static guint
record_named (const char *kind, const char *id)
{
  guint record = 0;
  EarId wanted;

  if (kind == NULL || id == NULL || !ear_id_parse (id, &wanted))
    return N_RECORDS;
  for (; record < N_RECORDS; record++)
    {
      EarId own = ear_laptops_record_id (record);

      if (ear_id_equal (&own, &wanted) && g_str_equal (kind, ear_kind_info (ear_laptops_record_kind (record))->name))
        break;
    }
  return record;
}

static void
begin_record (Contents *contents, const char *element, const char *kind, const char *id)
{
  gboolean erased = g_str_equal (element, "erased");
  guint record = record_named (erased ? kind : element, id);

  contents->open = erased ? N_RECORDS : record;
  if (record == N_RECORDS)
    return;
  if (erased)
    contents->erased |= G_GUINT64_CONSTANT (1) << record;
  else
    contents->fields[record] |= 1 << EAR_FIELD_DELETED;
}

static void
start_cb (GMarkupParseContext *context, const char *element, const char **names, const char **values, gpointer data,
          GError **error G_GNUC_UNUSED)
{
  Contents *contents = data;
  guint depth = g_slist_length ((GSList *) g_markup_parse_context_get_element_stack (context));
  const char *kind = NULL, *id = NULL;
  guint field;

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (g_str_equal (names[i], "kind"))
        kind = values[i];
      else if (g_str_equal (names[i], "id"))
        id = values[i];
    }
  if (depth == 2)
    begin_record (contents, element, kind, id);
  else if (depth == 3 && contents->open < N_RECORDS
           && ear_field_from_name (ear_laptops_record_kind (contents->open), element, &field))
    contents->fields[contents->open] |= G_GUINT64_CONSTANT (1) << field;
}

static gboolean
read_letter (const char *path, Contents *contents, GError **error)
{
  static const GMarkupParser parser = { start_cb, NULL, NULL, NULL, NULL };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, contents, NULL);
  g_autofree char *text = NULL;
  gsize size;

  return g_file_get_contents (path, &text, &size, error)
         && g_markup_parse_context_parse (context, text, (gssize) size, error)
         && g_markup_parse_context_end_parse (context, error);
}

static char *
check_contents (EarLaptops *self, const Laptop *laptop, const Contents *contents, const PartScope *scope)
{
  if (contents->erased != laptop->known.erased)
    return g_strdup_printf ("laptop %u wrote a letter that lacks a mark of what was erased", laptop->number);
  for (guint i = 0; i < N_RECORDS; i++)
    {
      guint64 least, most;

      ear_laptops_expect (self, laptop, i, scope, &least, &most);
      if (least & ~contents->fields[i])
        return g_strdup_printf ("laptop %u wrote a letter that lacks fields %#" G_GINT64_MODIFIER "x of record %u", laptop->number,
                                least & ~contents->fields[i], i);
      if (contents->fields[i] & ~most)
        return g_strdup_printf ("laptop %u wrote a letter with fields %#" G_GINT64_MODIFIER "x of record %u, which is not of it",
                                laptop->number, contents->fields[i] & ~most, i);
    }
  return NULL;
}

/* --- Sending --- */

static char *
send_letter (EarLaptops *self, Laptop *laptop, const EarExportOptions *options, Letter **sent)
{
  Letter *letter = g_new0 (Letter, 1);
  g_autoptr (GError) error = NULL;

  *sent = letter;
  letter->path = g_strdup_printf ("%s/work-letter-%u.xml", self->folder, self->n_letters++);
  letter->known = laptop->known;
  g_ptr_array_add (self->letters, letter);
  ear_laptops_set_clock (self, laptop);
  return ear_bundle_export (laptop->store, letter->path, options, NULL, NULL, NULL, &error)
           ? NULL
           : g_strdup_printf ("laptop %u could not export: %s", laptop->number, error->message);
}

static char *
send_checked (EarLaptops *self, Laptop *laptop, const EarExportOptions *options, const PartScope *scope, Letter **sent)
{
  Contents contents = { .open = N_RECORDS };
  g_autoptr (GError) error = NULL;
  char *wrong = send_letter (self, laptop, options, sent);

  if (wrong != NULL)
    return wrong;
  if (!read_letter ((*sent)->path, &contents, &error))
    return g_strdup_printf ("laptop %u wrote a letter that cannot be read: %s", laptop->number, error->message);
  ear_knowledge_keep_fields (&(*sent)->known, &self->oracle, contents.fields);
  return check_contents (self, laptop, &contents, scope);
}

char *
ear_laptops_send (EarLaptops *self, Laptop *laptop)
{
  const PartScope scope = { N_RECORDS, N_RECORDS, TRUE };
  Letter *letter;

  return send_checked (self, laptop, NULL, &scope, &letter);
}

char *
ear_laptops_send_codebook (EarLaptops *self, Laptop *laptop)
{
  const EarExportOptions options = { .lists_only = TRUE };
  const PartScope scope = { N_RECORDS, N_RECORDS, FALSE };
  Letter *letter;

  return send_checked (self, laptop, &options, &scope, &letter);
}

char *
ear_laptops_send_session (EarLaptops *self, Laptop *laptop, guint session)
{
  EarId id = ear_laptops_record_id (session);
  const EarExportOptions options = { .sessions = &id, .n_sessions = 1 };
  const PartScope scope = { session, N_RECORDS, FALSE };
  Letter *letter;

  ear_laptops_tally.parts++;
  return send_checked (self, laptop, &options, &scope, &letter);
}

char *
ear_laptops_send_group (EarLaptops *self, Laptop *laptop, guint group)
{
  EarId id = ear_laptops_record_id (group);
  const EarExportOptions options = { .groups = &id, .n_groups = 1 };
  const PartScope scope = { N_RECORDS, group, FALSE };
  Letter *letter;
  char *wrong = send_checked (self, laptop, &options, &scope, &letter);

  ear_laptops_tally.group_parts++;
  return wrong != NULL ? wrong : ear_laptops_tell_reader (self, laptop, letter, group);
}
