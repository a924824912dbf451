/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person calls kinds, fields and records, where something of them has to be decided. */
#include <glib/gi18n-lib.h>

#include "ear-look.h"

#define LABEL_CHARACTERS 120

static const char *const kinds[EAR_N_KINDS] = {
  [EAR_KIND_ORGANISATION] = N_ ("Organisation"),
  [EAR_KIND_DEVICE] = N_ ("Laptop"),
  [EAR_KIND_PLACE] = N_ ("Place"),
  [EAR_KIND_GROUP] = N_ ("Group"),
  [EAR_KIND_THEME] = N_ ("Theme"),
  [EAR_KIND_STRATEGY] = N_ ("Strategy"),
  [EAR_KIND_PRIORITY] = N_ ("Priority"),
  [EAR_KIND_MAPPING] = N_ ("Theme as evidence for a priority"),
  [EAR_KIND_TARGET] = N_ ("Whom to hear, and how many"),
  [EAR_KIND_SESSION] = N_ ("Conversation"),
  [EAR_KIND_SESSION_GROUP] = N_ ("Group at a conversation"),
  [EAR_KIND_PARTICIPANT] = N_ ("Speaker"),
  [EAR_KIND_PARTICIPANT_GROUP] = N_ ("Group of a speaker"),
  [EAR_KIND_CONTRIBUTION] = N_ ("Voice"),
  [EAR_KIND_CONTRIBUTION_GROUP] = N_ ("Group of a voice"),
  [EAR_KIND_CODING] = N_ ("Theme on a voice"),
  [EAR_KIND_ACTION] = N_ ("Action"),
  [EAR_KIND_ACTION_CONTRIBUTION] = N_ ("Voice that an action answers"),
  [EAR_KIND_ACTION_THEME] = N_ ("Theme that an action answers"),
  [EAR_KIND_ACTION_PRIORITY] = N_ ("Priority that an action serves"),
  [EAR_KIND_ACTION_GROUP] = N_ ("Group that an action answers"),
  [EAR_KIND_ACTION_STEP] = N_ ("Step of an action"),
  [EAR_KIND_ACTION_TELLING] = N_ ("Telling a group"),
  [EAR_KIND_COPRODUCTION] = N_ ("Co-production"),
  [EAR_KIND_COPRODUCTION_GROUP] = N_ ("Group in a co-production"),
  [EAR_KIND_AGENDA_ITEM] = N_ ("Item of an agenda"),
  [EAR_KIND_AGENDA_INPUT] = N_ ("Voice on an item of an agenda"),
  [EAR_KIND_AGENDA_SUPPORT] = N_ ("Count of support"),
  [EAR_KIND_AGENDA_ACTION] = N_ ("Action that follows from an item of an agenda"),
};

/* By the field's name, which says the same in all kinds. */
static const struct
{
  const char *name, *label;
} fields[] = {
  { "deleted", N_ ("Whether it is deleted") },
  { "name", N_ ("Name") },
  { "sector", N_ ("Sector") },
  { "notes", N_ ("Notes") },
  { "organisation", N_ ("Organisation") },
  { "signing-key", N_ ("Key to sign with") },
  { "sealing-key", N_ ("Key to seal for") },
  { "revoked", N_ ("Whether it is revoked") },
  { "codebook-version", N_ ("Version of the codebook") },
  { "replaces", N_ ("Takes the place of") },
  { "codebook-published", N_ ("Day the codebook was published") },
  { "level", N_ ("Level") },
  { "parent", N_ ("Where it stands") },
  { "code", N_ ("Official code") },
  { "population", N_ ("Population") },
  { "population-year", N_ ("Year of the population") },
  { "source", N_ ("Source") },
  { "section", N_ ("Section of the source") },
  { "until", N_ ("Until") },
  { "voices", N_ ("Voices wanted") },
  { "sessions", N_ ("Conversations wanted") },
  { "category", N_ ("Category") },
  { "description", N_ ("Description") },
  { "nature", N_ ("Nature") },
  { "slug", N_ ("Short name") },
  { "definition", N_ ("Definition") },
  { "use-when", N_ ("Use when") },
  { "not-when", N_ ("Not when") },
  { "examples", N_ ("Examples") },
  { "colour", N_ ("Colour") },
  { "position", N_ ("Place in the order") },
  { "retired", N_ ("Whether it is retired") },
  { "merged-into", N_ ("What it was merged into") },
  { "split-from", N_ ("What it was split from") },
  { "title", N_ ("Title") },
  { "short", N_ ("Short title") },
  { "publisher", N_ ("Publisher") },
  { "from", N_ ("From") },
  { "to", N_ ("To year") },
  { "revised", N_ ("Revised") },
  { "strategy", N_ ("Strategy") },
  { "label", N_ ("Name") },
  { "pillar", N_ ("Pillar") },
  { "theme", N_ ("Theme") },
  { "priority", N_ ("Priority") },
  { "reason", N_ ("Reason") },
  { "started", N_ ("When it began") },
  { "ended", N_ ("When it ended") },
  { "place", N_ ("Place") },
  { "venue", N_ ("Venue") },
  { "language", N_ ("Language") },
  { "facilitators", N_ ("Facilitators") },
  { "interpreter", N_ ("Interpreter") },
  { "consent-basis", N_ ("Consent") },
  { "consent-explained", N_ ("How consent was explained") },
  { "consent-date", N_ ("Day of consent") },
  { "permission", N_ ("Permission") },
  { "project", N_ ("Project") },
  { "people", N_ ("Number of people") },
  { "session", N_ ("Conversation") },
  { "group", N_ ("Group") },
  { "code-word", N_ ("Code word") },
  { "age-band", N_ ("Age") },
  { "access-needs", N_ ("Access needs") },
  { "participant", N_ ("Speaker") },
  { "text", N_ ("Words") },
  { "original", N_ ("Words in the original language") },
  { "original-language", N_ ("Original language") },
  { "translator", N_ ("Translator") },
  { "feeling", N_ ("Feeling") },
  { "verbatim", N_ ("Whether these are the exact words") },
  { "said-at", N_ ("When it was said") },
  { "ref", N_ ("Reference") },
  { "contribution", N_ ("Voice") },
  { "coder", N_ ("Coder") },
  { "start", N_ ("Where the words begin") },
  { "end", N_ ("Where the words end") },
  { "memo", N_ ("Memo") },
  { "status", N_ ("Status") },
  { "due", N_ ("Due") },
  { "outcome", N_ ("Outcome") },
  { "evidence", N_ ("Evidence") },
  { "action", N_ ("Action") },
  { "told-on", N_ ("Day they were told") },
  { "told-how", N_ ("How they were told") },
  { "happened", N_ ("Day") },
  { "answer", N_ ("Answer") },
  { "translated", N_ ("Answer in another language") },
  { "translated-language", N_ ("Language of that answer") },
  { "stage", N_ ("Stage") },
  { "rung", N_ ("Rung of the ladder") },
  { "hours", N_ ("Hours people gave") },
  { "reward", N_ ("Reward or expenses offered") },
  { "decision", N_ ("Decision they could influence") },
  { "influence", N_ ("What became different") },
  { "coproduction", N_ ("Co-production") },
  { "wording", N_ ("Wording") },
  { "minutes", N_ ("Minutes planned") },
  { "item", N_ ("Item of the agenda") },
  { "stance", N_ ("What it is kept as") },
  { "method", N_ ("How it was counted") },
  { "dots", N_ ("Dots") },
  { "for", N_ ("Hands for it") },
  { "against", N_ ("Hands against it") },
  { "unsure", N_ ("Hands of who is not sure") },
  { "fist", N_ ("Fists") },
  { "one", N_ ("One finger") },
  { "two", N_ ("Two fingers") },
  { "three", N_ ("Three fingers") },
  { "four", N_ ("Four fingers") },
  { "five", N_ ("Five fingers") },
};

const char *
ear_look_kind_label (EarKind kind)
{
  g_return_val_if_fail ((guint) kind < EAR_N_KINDS, NULL);

  return _ (kinds[kind]);
}

/**
 * ear_look_field_label:
 *
 * Returns: (transfer none): what a person calls the field; its name in files where it has no other.
 */
const char *
ear_look_field_label (EarKind kind, guint field)
{
  const char *name = ear_field_info (kind, field)->name;

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (g_str_equal (fields[i].name, name))
        return _ (fields[i].label);
    }
  return name;
}

static char *
shorten (const char *text)
{
  g_autofree char *line = g_strdelimit (g_strdup (text), "\n\t", ' ');
  g_autofree char *begin = NULL;

  if (g_utf8_strlen (line, -1) <= LABEL_CHARACTERS)
    return g_steal_pointer (&line);
  begin = g_utf8_substring (line, 0, LABEL_CHARACTERS - 1);
  return g_strconcat (begin, "…", NULL);
}

static const char *
own_name (const EarRecord *record)
{
  static const char *const names[] = { "name", "title", "label", "wording", "text", "original", "started", "ref" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      guint field;

      if (ear_field_from_name (record->kind, names[i], &field) && ear_record_get (record, field) != NULL)
        return ear_record_get (record, field);
    }
  return NULL;
}

static char *
link_name (EarStore *store, const EarRecord *record)
{
  const EarKindInfo *info = ear_kind_info (record->kind);
  g_autoptr (GString) label = g_string_new (NULL);

  for (guint i = info->n_fields - 1; i > 0; i--)
    {
      g_autoptr (EarRecord) end = NULL;
      EarId id;

      if (!(info->fields[i].flags & EAR_FIELD_REQUIRED) || info->fields[i].type != EAR_TYPE_REFERENCE
          || !ear_record_get_id (record, i, &id))
        continue;
      end = ear_store_get (store, info->fields[i].target, &id, NULL);
      if (end != NULL && own_name (end) != NULL)
        g_string_append_printf (label, "%s%s", label->len > 0 ? " – " : "", own_name (end));
    }
  return label->len == 0 ? NULL : shorten (label->str);
}

/**
 * ear_look_record_label:
 *
 * Returns: (transfer full) (nullable): what a person calls the record, in one short line; %NULL where it is not here or
 *   says nothing. The store's thread.
 */
char *
ear_look_record_label (EarStore *store, EarKind kind, const EarId *id)
{
  g_autoptr (EarRecord) record = ear_store_get (store, kind, id, NULL);

  if (record == NULL)
    return NULL;
  return own_name (record) != NULL ? shorten (own_name (record)) : link_name (store, record);
}
