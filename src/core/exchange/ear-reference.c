/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strategies, codebooks, groups and places from a file that several organisations load. What they get is the same
 * record everywhere: its id follows from the list's and the item's, and every value is stamped with the day of the
 * file's revision by the device that is none, so that a newer revision is simply a later edit. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ear-bundle.h"
#include "ear-outside.h"
#include "ear-reference-grammar.h"
#include "ear-reference-join.h"

#define N_INHERITED 2 /* source, section */

/* An element that others nest in: the list, or an item. */
typedef struct
{
  EarId id;
  char *inherited[N_INHERITED];
} Frame;

typedef struct
{
  EarStore *store;
  EarMergeResult *result;
  gboolean strict; /* refuse other content under the same revision */
  const EarReferenceList *list;
  char *list_id;
  EarId strategy;
  EarStamp stamp;
  Frame frames[EAR_REFERENCE_MAX_DEPTH + 1];
  guint n_frames;
  GHashTable *ids;    /* EarId, of the records so far */
  guint n_items;
  gboolean in_maps;
  EarRecord *record;  /* being read */
  gboolean is_open;   /* its texts are not over yet */
  const EarReferencePart *texts; /* that it may have */
  int text;           /* the last of them, or -1 */
} ReferenceReader;

/* Of a mapping; its ends are attributes that are no values. */
static const EarReferencePart map_texts[] = {
  { "reason", EAR_MAPPING_REASON, EAR_REFERENCE_NEEDED, NULL, 0, 0 },
  { NULL, -1, 0, NULL, 0, 0 },
};

static void
pop_frame (ReferenceReader *self)
{
  Frame *frame = &self->frames[--self->n_frames];

  for (guint i = 0; i < N_INHERITED; i++)
    g_clear_pointer (&frame->inherited[i], g_free);
}

static void
reference_reader_clear (ReferenceReader *self)
{
  while (self->n_frames > 0)
    pop_frame (self);
  g_clear_pointer (&self->list_id, g_free);
  g_clear_pointer (&self->ids, g_hash_table_unref);
  g_clear_pointer (&self->record, ear_record_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ReferenceReader, reference_reader_clear)

static EarId
item_id (const char *list, const char *item)
{
  return ear_id_derive ((const char *[]){ EAR_REFERENCE_NAMESPACE, list, item, NULL });
}

/* People wrap and indent what they write by hand; none of that is part of a value. */
static char *
tidy (const char *text)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (; *text != '\0'; text++)
    {
      if (!g_ascii_isspace (*text))
        g_string_append_c (line, *text);
      else if (line->len > 0 && line->str[line->len - 1] != ' ')
        g_string_append_c (line, ' ');
    }
  return ear_value_tidy (EAR_TYPE_LINE, line->str);
}

static gboolean
is_within (const EarReferencePart *part, const char *value)
{
  guint64 number;

  return part->most == 0
         || g_ascii_string_to_unsigned (value, 10, (guint64) part->least, (guint64) part->most, &number, NULL);
}

static void
give (ReferenceReader *self, EarXmlInput *input, const EarReferencePart *part, const char *value)
{
  EarVersion *shown;
  EarKind kind = self->record->kind;

  if (!is_within (part, value) || !ear_value_validate (kind, (guint) part->field, value, NULL))
    {
      ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR,
                          _ ("“%.60s” cannot be the “%s”; data/schema/README.md says what it takes."), value,
                          part->name);
      return;
    }
  shown = &self->record->fields[part->field].shown;
  g_free (shown->value);
  shown->value = g_strdup (value);
  shown->stamp = self->stamp;
}

static const char *
require_slug (EarXmlInput *input, const char *name)
{
  const char *value = ear_xml_input_attribute (input, name);

  if (value == NULL)
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("The attribute “%s” is missing."), name);
  else if (!ear_reference_is_slug (value))
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR,
                        _ ("“%.80s” cannot be an “%s”; expected small letters, digits, dots and hyphens, such as "
                           "“wm-1”."), value, name);
  else
    return value;
  return NULL;
}

static char *
take_attribute (EarXmlInput *input, const EarReferencePart *part)
{
  const char *given = ear_xml_input_attribute (input, part->name);
  char *value = given == NULL ? g_strdup (part->unsaid) : tidy (given);

  if (value == NULL && (given != NULL || (part->flags & EAR_REFERENCE_NEEDED)))
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR,
                        given == NULL ? _ ("The attribute “%s” is missing.") : _ ("The attribute “%s” is empty."),
                        part->name);
  return value;
}

/* Takes what an element's attributes say, into the record if there is one, and into the frame what is inherited. */
static void
take_attributes (ReferenceReader *self, EarXmlInput *input, const EarReferenceItem *item, Frame *frame)
{
  const Frame *parent = self->n_frames > 1 ? &self->frames[self->n_frames - 2] : NULL;
  guint inherited = 0;

  for (const EarReferencePart *part = item->attributes; part->name != NULL; part++)
    {
      g_autofree char *value = take_attribute (input, part);

      if (part->flags & EAR_REFERENCE_INHERITED)
        {
          if (value == NULL && parent != NULL)
            value = g_strdup (parent->inherited[inherited]);
          frame->inherited[inherited++] = g_strdup (value);
        }
      if (value != NULL && item->kind >= 0 && part->field >= 0)
        give (self, input, part, value);
    }
}

static void
begin (ReferenceReader *self, EarXmlInput *input, EarKind kind, const EarId *id, const EarReferencePart *texts)
{
  ear_record_reset (self->record, kind, id);
  self->record->fields[EAR_FIELD_DELETED].shown.stamp = self->stamp;
  self->is_open = TRUE;
  self->texts = texts;
  self->text = -1;
  if (g_hash_table_contains (self->ids, id))
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("This “id” or mapping comes twice in the file; each may "
                                                              "come once."));
  else
    g_hash_table_add (self->ids, g_memdup2 (id, sizeof *id));
  if (g_hash_table_size (self->ids) > EAR_REFERENCE_MAX_ITEMS)
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_LIMIT, _ ("There are more than %d items."), EAR_REFERENCE_MAX_ITEMS);
}

static void
join (ReferenceReader *self, EarXmlInput *input)
{
  gboolean contradicts;
  GError *error = NULL;

  if (!ear_reference_join (self->store, self->record, self->strict, self->result, &contradicts, &error))
    ear_xml_input_fail_with (input, error);
  else if (contradicts)
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR,
                        _ ("This %s was loaded before with other content and the same day of revision. Give the file a "
                           "later "
                           "“revised” day, then load it again."),
                        ear_kind_info (self->record->kind)->name);
}

/* The texts of what is open are over: something nested begins, or it ends. */
static void
close_texts (ReferenceReader *self, EarXmlInput *input)
{
  if (!self->is_open)
    return;
  self->is_open = FALSE;
  for (const EarReferencePart *part = self->texts + self->text + 1; part->name != NULL; part++)
    {
      if (part->flags & EAR_REFERENCE_NEEDED)
        ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("“%s” is missing."), part->name);
    }
  /* A list that is no record has an id of none. */
  if (!ear_xml_input_has_failed (input) && !ear_id_is_none (&self->record->id))
    join (self, input);
}

static Frame *
push_frame (ReferenceReader *self, const EarId *id)
{
  Frame *frame = &self->frames[self->n_frames++];

  frame->id = *id;
  return frame;
}

static gboolean
take_revision (ReferenceReader *self, EarXmlInput *input)
{
  const char *revised = ear_xml_input_attribute (input, EAR_REFERENCE_REVISED);
  g_autofree char *moment = g_strdup_printf ("%.20sT00:00:00.000Z", revised == NULL ? "" : revised);

  if (strncmp (moment, "6428", 4) <= 0 && ear_clock_parse (moment, &self->stamp.clock))
    return TRUE;
  ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("The list needs the attribute “revised” with a day such as "
                                                            "2026-11-22."));
  return FALSE;
}

static EarXmlContent
start_list (ReferenceReader *self, EarXmlInput *input, const char *name)
{
  const EarReferenceItem *list;
  const char *slug;
  EarId id = EAR_ID_NONE;

  self->list = ear_reference_find_list (name);
  if (self->list == NULL)
    {
      ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_NOT_A_BUNDLE,
                          _ ("The first element is “%.80s”; expected “strategy”, “codebook”, “groups” or “places”."),
                          name);
      return EAR_XML_REFUSED;
    }
  list = &self->list->list;
  slug = require_slug (input, EAR_REFERENCE_ID);
  if (slug == NULL || !take_revision (self, input))
    return EAR_XML_REFUSED;
  self->list_id = g_strdup (slug);
  if (list->kind >= 0)
    id = self->strategy = item_id (slug, "");
  begin (self, input, list->kind >= 0 ? (EarKind) list->kind : (EarKind) self->list->item.kind, &id, list->texts);
  take_attributes (self, input, list, push_frame (self, &id));
  return EAR_XML_ELEMENTS;
}

static void
set_reference (ReferenceReader *self, guint field, const EarId *id)
{
  EarVersion *shown = &self->record->fields[field].shown;

  shown->value = ear_id_to_string (id);
  shown->stamp = self->stamp;
}

/* What follows from where the item stands. */
static void
set_place (ReferenceReader *self)
{
  EarRecord *record = self->record;
  int position = record->kind == EAR_KIND_PRIORITY ? EAR_PRIORITY_POSITION
                 : record->kind == EAR_KIND_THEME  ? EAR_THEME_POSITION
                                                   : -1;

  if (self->n_frames > 2)
    set_reference (self, (guint) ear_kind_parent_field (record->kind), &self->frames[self->n_frames - 2].id);
  if (record->kind == EAR_KIND_PRIORITY)
    set_reference (self, EAR_PRIORITY_STRATEGY, &self->strategy);
  if (position >= 0)
    record->fields[position].shown = (EarVersion) { g_strdup_printf ("%u", self->n_items), self->stamp, { 0 } };
}

static EarXmlContent
start_item (ReferenceReader *self, EarXmlInput *input)
{
  const char *slug = require_slug (input, EAR_REFERENCE_ID);
  EarId id;
  Frame *frame;

  if (slug == NULL)
    return EAR_XML_REFUSED;
  id = item_id (self->list_id, slug);
  begin (self, input, (EarKind) self->list->item.kind, &id, self->list->item.texts);
  frame = push_frame (self, &id);
  self->n_items++;
  take_attributes (self, input, &self->list->item, frame);
  set_place (self);
  return EAR_XML_ELEMENTS;
}

static EarXmlContent
start_map (ReferenceReader *self, EarXmlInput *input)
{
  const char *theme = require_slug (input, "theme");
  const char *strategy = require_slug (input, "strategy");
  const char *item = require_slug (input, "item");
  EarId theme_id, priority_id, id;

  if (theme == NULL || strategy == NULL || item == NULL)
    return EAR_XML_REFUSED;
  theme_id = item_id (self->list_id, theme);
  priority_id = item_id (strategy, item);
  id = ear_id_derive_link (ear_kind_info (EAR_KIND_MAPPING)->name, &theme_id, &priority_id);
  self->in_maps = TRUE;
  begin (self, input, EAR_KIND_MAPPING, &id, map_texts);
  push_frame (self, &id);
  set_reference (self, EAR_MAPPING_THEME, &theme_id);
  set_reference (self, EAR_MAPPING_PRIORITY, &priority_id);
  return EAR_XML_ELEMENTS;
}

/* Whether @name is a text of what is open; texts come in their order, each at most once. */
static gboolean
find_text (ReferenceReader *self, EarXmlInput *input, const char *name)
{
  if (!self->is_open)
    return FALSE;
  for (int i = self->text + 1; self->texts[i].name != NULL; i++)
    {
      if (strcmp (self->texts[i].name, name) == 0)
        {
          self->text = i;
          return TRUE;
        }
      if (self->texts[i].flags & EAR_REFERENCE_NEEDED)
        {
          g_autofree char *expected = g_strdup_printf (_ ("“%s” first"), self->texts[i].name);

          ear_xml_input_fail_unknown (input, name, expected);
          return FALSE;
        }
    }
  return FALSE;
}

static EarXmlContent
start_cb (EarXmlInput *input, const char *name, guint depth, gpointer data)
{
  ReferenceReader *self = data;

  if (depth == 1)
    return start_list (self, input, name);
  if (find_text (self, input, name))
    return EAR_XML_TEXT;
  close_texts (self, input);
  if (ear_xml_input_has_failed (input))
    return EAR_XML_REFUSED;
  if (strcmp (name, self->list->item.name) == 0 && !self->in_maps)
    return start_item (self, input);
  if (strcmp (name, "map") == 0 && depth == 2 && self->list->item.kind == EAR_KIND_THEME && self->n_items > 0)
    return start_map (self, input);
  ear_xml_input_fail_unknown (input, name, self->in_maps ? _ ("“map”") : self->list->item.name);
  return EAR_XML_REFUSED;
}

static void
end_text (ReferenceReader *self, EarXmlInput *input, const char *text)
{
  const EarReferencePart *part = &self->texts[self->text];
  g_autofree char *value = tidy (text);

  if (value == NULL)
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("“%s” is empty."), part->name);
  else if (part->field >= 0)
    give (self, input, part, value);
  if (value != NULL && strcmp (part->name, "title") == 0)
    self->result->title = g_steal_pointer (&value);
}

static void
end_cb (EarXmlInput *input, guint depth, char *text, gsize length G_GNUC_UNUSED, gpointer data)
{
  ReferenceReader *self = data;

  if (text != NULL)
    {
      end_text (self, input, text);
      return;
    }
  close_texts (self, input);
  pop_frame (self);
  if (depth == 1 && self->n_items == 0)
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("The list is empty; expected “%s”."),
                        self->list->item.name);
}

static gboolean
read_list (EarStore *store, const EarXmlSource *source, gboolean strict, EarMergeResult *result, GError **error)
{
  g_auto (ReferenceReader) self = { .store = store, .result = result, .strict = strict };
  EarXmlHandler handler = {
    .namespace_stem = EAR_REFERENCE_NAMESPACE_STEM,
    .version = EAR_REFERENCE_VERSION,
    .what = _ ("a file of strategies, themes, groups or places"),
    .max_depth = EAR_REFERENCE_MAX_DEPTH,
    .max_bytes = EAR_REFERENCE_MAX_BYTES,
    .max_text_bytes = EAR_REFERENCE_MAX_TEXT_BYTES,
    .start = start_cb,
    .end = end_cb,
    .data = &self,
  };

  self.ids = g_hash_table_new_full (ear_id_hash, ear_id_equal, g_free, NULL);
  self.record = ear_record_new_with_id (EAR_KIND_STRATEGY, &EAR_ID_NONE);
  return ear_xml_input_read (source, &handler, error);
}

/**
 * ear_reference_load_stream:
 * @source: the file's bytes
 * @strict: whether to refuse a file that says something else than before under the same day of revision
 * @result: (out caller-allocates): what it did; free with ear_merge_result_clear()
 *
 * Loads a whole list or nothing. The store's thread.
 */
gboolean
ear_reference_load_stream (EarStore *store, const EarXmlSource *source, gboolean strict, EarMergeResult *result,
                           GError **error)
{
  *result = (EarMergeResult) { 0 };
  if (!ear_store_begin (store, error))
    return FALSE;
  if (read_list (store, source, strict, result, error))
    {
      if (ear_store_commit (store, error))
        return TRUE;
    }
  else
    ear_store_rollback (store);
  ear_merge_result_clear (result);
  return FALSE;
}

/**
 * ear_reference_load:
 * @path: a file of strategies, themes, groups or places
 * @result: (out caller-allocates): what it did; free with ear_merge_result_clear()
 *
 * Loads the file, or refuses it whole. Items of an older revision that it does not hold are left alone, and so is
 * what somebody deleted here. The store's thread.
 */
gboolean
ear_reference_load (EarStore *store, const char *path, EarMergeResult *result, GError **error)
{
  g_autofree char *name = ear_outside_file_name (path);
  g_autoptr (GInputStream) stream = NULL;
  EarXmlSource source = { .name = name };

  *result = (EarMergeResult) { 0 };
  stream = ear_xml_input_open (path, &source.size, error);
  if (stream == NULL)
    return FALSE;
  source.stream = stream;
  return ear_reference_load_stream (store, &source, TRUE, result, error);
}
