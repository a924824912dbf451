/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the laptops send each other: all that one has, the codebook alone, or the part of one session. Which fields of which
 * records a part holds is read from its bytes, by GLib's parser, so that who gets it is known to have seen those and no
 * others; and it is held against what a part is for. */
#include <string.h>

#include "ear-exchange.h"
#include "ear-laptops-private.h"

#define NO_SESSION N_RECORDS

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

/* --- What a part is for --- */

static gboolean
names_session (const EarEvent *event, guint session)
{
  EarId id = ear_laptops_record_id (session);
  EarId named;

  return event->value != NULL && ear_id_parse (event->value, &named) && ear_id_equal (&named, &id);
}

static gboolean
is_in_session (EarLaptops *self, const Laptop *laptop, guint voice, guint session)
{
  const EarEvent *shown = ear_oracle_shown (&self->oracle, &laptop->known, voice, EAR_CONTRIBUTION_SESSION);

  return session != NO_SESSION && shown != NULL && names_session (shown, session);
}

/* It is by a value that shows, or that waits. */
static gboolean
may_be_in_session (EarLaptops *self, const Laptop *laptop, guint voice, guint session)
{
  g_autoptr (GPtrArray) live = ear_oracle_live (&self->oracle, &laptop->known, voice, EAR_CONTRIBUTION_SESSION);

  for (guint i = 0; session != NO_SESSION && i < live->len; i++)
    {
      if (names_session (live->pdata[i], session))
        return TRUE;
    }
  return FALSE;
}

static guint64
known_fields (EarLaptops *self, const Laptop *laptop, guint record)
{
  guint64 fields = 0;

  for (guint i = 0; i < ear_kind_info (ear_laptops_record_kind (record))->n_fields; i++)
    {
      if (ear_oracle_shown (&self->oracle, &laptop->known, record, i) != NULL)
        fields |= G_GUINT64_CONSTANT (1) << i;
    }
  return fields;
}

static guint64
required_fields (EarKind kind)
{
  guint64 fields = 1 << EAR_FIELD_DELETED;

  for (guint i = 0; i < ear_kind_info (kind)->n_fields; i++)
    {
      if (ear_kind_info (kind)->fields[i].flags & EAR_FIELD_REQUIRED)
        fields |= G_GUINT64_CONSTANT (1) << i;
    }
  return fields;
}

/* Which fields of a record must be in the part of @session and which may; those of a voice that was in it before may as far as
 * they say where it is now, since which values its author's workbook once saw, the oracle does not know. */
static void
expect (EarLaptops *self, const Laptop *laptop, guint record, guint session, guint64 *least, guint64 *most)
{
  static const guint64 whereabouts = 1 << EAR_FIELD_DELETED | 1 << EAR_CONTRIBUTION_SESSION;
  guint64 all = known_fields (self, laptop, record);
  gboolean whole = record == session;

  *least = *most = 0;
  if (ear_knowledge_has_erased (&laptop->known, record))
    return;
  switch (ear_laptops_record_kind (record))
    {
    case EAR_KIND_THEME:
      whole = TRUE;
      break;
    case EAR_KIND_CONTRIBUTION:
      whole = is_in_session (self, laptop, record, session);
      *least = may_be_in_session (self, laptop, record, session) ? all & whereabouts : 0;
      *most = session == NO_SESSION ? 0 : all & whereabouts;
      break;
    case EAR_KIND_SESSION:
      /* Another one, where a voice of this may be, says what may be done with it. */
      *most = session == NO_SESSION ? 0 : all & required_fields (EAR_KIND_SESSION);
      break;
    default:
      whole = is_in_session (self, laptop, ear_laptops_coded_voice (record), session);
    }
  if (whole)
    *least = *most = all;
}

static char *
check_contents (EarLaptops *self, const Laptop *laptop, const Contents *contents, guint session)
{
  if (contents->erased != laptop->known.erased)
    return g_strdup_printf ("laptop %u wrote a part that lacks a mark of what was erased", laptop->number);
  for (guint i = 0; i < N_RECORDS; i++)
    {
      guint64 least, most;

      expect (self, laptop, i, session, &least, &most);
      if (least & ~contents->fields[i])
        return g_strdup_printf ("laptop %u wrote a part that lacks fields %#" G_GINT64_MODIFIER "x of record %u", laptop->number,
                                least & ~contents->fields[i], i);
      if (contents->fields[i] & ~most)
        return g_strdup_printf ("laptop %u wrote a part with fields %#" G_GINT64_MODIFIER "x of record %u, which is not of it",
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
send_part (EarLaptops *self, Laptop *laptop, const EarExportOptions *options, guint session)
{
  Contents contents = { .open = N_RECORDS };
  g_autoptr (GError) error = NULL;
  Letter *letter;
  char *wrong = send_letter (self, laptop, options, &letter);

  if (wrong != NULL)
    return wrong;
  if (!read_letter (letter->path, &contents, &error))
    return g_strdup_printf ("laptop %u wrote a part that cannot be read: %s", laptop->number, error->message);
  ear_knowledge_keep_fields (&letter->known, &self->oracle, contents.fields);
  ear_laptops_tally.parts += session != NO_SESSION && contents.fields[session] != 0;
  return check_contents (self, laptop, &contents, session);
}

char *
ear_laptops_send (EarLaptops *self, Laptop *laptop)
{
  Letter *letter;

  return send_letter (self, laptop, NULL, &letter);
}

char *
ear_laptops_send_codebook (EarLaptops *self, Laptop *laptop)
{
  const EarExportOptions options = { .lists_only = TRUE };

  return send_part (self, laptop, &options, NO_SESSION);
}

char *
ear_laptops_send_session (EarLaptops *self, Laptop *laptop, guint session)
{
  EarId id = ear_laptops_record_id (session);
  const EarExportOptions options = { .sessions = &id, .n_sessions = 1 };

  return send_part (self, laptop, &options, session);
}
