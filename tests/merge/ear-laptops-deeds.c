/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people do on the laptops. */
#include <string.h>

#include "ear-exchange.h"
#include "ear-laptops-private.h"

/* Most voices are heard in a session, in the first one mostly. */
static char *
add_to_session (EarLaptops *self, Laptop *laptop, EarRecord *voice, const EarDeed *deed)
{
  guint session = FIRST_SESSION + deed->other % 3 / 2 % N_SESSIONS;
  EarId id = ear_laptops_record_id (session);

  if (deed->field == 0)
    return NULL;
  ear_record_set_id (voice, EAR_CONTRIBUTION_SESSION, &id);
  return ear_laptops_need_session (self, laptop, session);
}

static char *
do_add (EarLaptops *self, Laptop *laptop, const EarDeed *deed)
{
  char *wrong = NULL;
  guint record = deed->record % FIRST_CODING;
  EarKind kind = ear_laptops_record_kind (record);
  EarId id = ear_laptops_record_id (record);
  g_autoptr (EarRecord) made = NULL;

  if (ear_oracle_is_here (&self->oracle, &laptop->known, record))
    return NULL;
  made = ear_record_new_with_id (kind, &id);
  ear_laptops_type_word (self, laptop, record, made, kind == EAR_KIND_THEME ? EAR_THEME_NAME : EAR_CONTRIBUTION_TEXT, deed->word);
  if (deed->number % 2 == 0)
    ear_record_set (made, kind == EAR_KIND_THEME ? EAR_THEME_NATURE : EAR_CONTRIBUTION_FEELING,
                    kind == EAR_KIND_THEME ? "statement" : "idea");
  if (kind == EAR_KIND_CONTRIBUTION)
    wrong = add_to_session (self, laptop, made, deed);
  return wrong != NULL ? wrong : ear_laptops_put (self, laptop, record, made);
}

/* Most fields take a word that nobody else types; some one of few values, so that two often say the same. */
static void
edit_field (EarLaptops *self, Laptop *laptop, guint record, EarRecord *edited, const EarDeed *deed)
{
  static const char *const feelings[] = { "question", "idea", "mixed" };

  switch (edited->kind)
    {
    case EAR_KIND_CONTRIBUTION:
      if (deed->field < 2)
        ear_record_set (edited, EAR_CONTRIBUTION_FEELING, feelings[(guint) deed->number % G_N_ELEMENTS (feelings)]);
      else
        ear_laptops_type_word (self, laptop, record, edited, deed->field < 6 ? EAR_CONTRIBUTION_TEXT : EAR_CONTRIBUTION_REF, deed->word);
      break;
    case EAR_KIND_THEME:
      if (deed->field < 2)
        ear_record_set_flag (edited, EAR_THEME_RETIRED, deed->number % 2 == 0);
      else
        ear_laptops_type_word (self, laptop, record, edited, deed->field < 6 ? EAR_THEME_NAME : EAR_THEME_DEFINITION, deed->word);
      break;
    case EAR_KIND_SESSION:
      ear_laptops_type_word (self, laptop, record, edited, deed->field < 4 ? EAR_SESSION_TITLE : EAR_SESSION_VENUE, deed->word);
      break;
    case EAR_KIND_GROUP:
      ear_laptops_type_word (self, laptop, record, edited, deed->field < 6 ? EAR_GROUP_NAME : EAR_GROUP_DESCRIPTION, deed->word);
      break;
    case EAR_KIND_PARTICIPANT:
      ear_laptops_type_word (self, laptop, record, edited, deed->field < 6 ? EAR_PARTICIPANT_LABEL : EAR_PARTICIPANT_CODE_WORD, deed->word);
      break;
    case EAR_KIND_SESSION_GROUP:
      ear_record_set_integer (edited, EAR_SESSION_GROUP_PEOPLE, deed->number);
      break;
    case EAR_KIND_PARTICIPANT_GROUP:
    case EAR_KIND_CONTRIBUTION_GROUP:
      /* They connect what they do; they are deleted and restored. */
      break;
    default:
      if (deed->field < 2)
        ear_record_set_integer (edited, EAR_CODING_START, deed->number % 3);
      else
        ear_laptops_type_word (self, laptop, record, edited, EAR_CODING_MEMO, deed->word);
    }
}

/* One of the records that are here and not erased, if there is any. */
static guint
choose (EarLaptops *self, const Laptop *laptop, const EarDeed *deed)
{
  guint here[N_RECORDS];
  guint n = 0;

  for (guint i = 0; i < N_RECORDS; i++)
    {
      if (ear_oracle_is_here (&self->oracle, &laptop->known, i) && !ear_laptops_is_erased (laptop, i))
        here[n++] = i;
    }
  return n == 0 ? deed->record % N_RECORDS : here[deed->record % n];
}

static char *
do_edit (EarLaptops *self, Laptop *laptop, const EarDeed *deed)
{
  guint record = choose (self, laptop, deed);
  g_autoptr (EarRecord) here = ear_laptops_get (laptop, record);

  if (here == NULL || ear_laptops_is_erased (laptop, record))
    return NULL;
  edit_field (self, laptop, record, here, deed);
  return ear_laptops_put (self, laptop, record, here);
}

/* What may be empty; EAR_FIELD_DELETED: nothing. */
static guint
clearable_field (EarKind kind, guint number)
{
  switch (kind)
    {
    case EAR_KIND_CONTRIBUTION:
      return number < 4 ? EAR_CONTRIBUTION_TEXT : EAR_CONTRIBUTION_FEELING;
    case EAR_KIND_THEME:
      return EAR_THEME_DEFINITION;
    case EAR_KIND_SESSION:
      return EAR_SESSION_VENUE;
    case EAR_KIND_GROUP:
      return EAR_GROUP_DESCRIPTION;
    case EAR_KIND_PARTICIPANT:
      return EAR_PARTICIPANT_CODE_WORD;
    case EAR_KIND_SESSION_GROUP:
      return EAR_SESSION_GROUP_PEOPLE;
    case EAR_KIND_CODING:
      return EAR_CODING_MEMO;
    default:
      return EAR_FIELD_DELETED;
    }
}

static char *
do_clear (EarLaptops *self, Laptop *laptop, const EarDeed *deed)
{
  guint record = choose (self, laptop, deed);
  g_autoptr (EarRecord) here = ear_laptops_get (laptop, record);

  if (here == NULL || ear_laptops_is_erased (laptop, record))
    return NULL;
  if (clearable_field (here->kind, deed->field) != EAR_FIELD_DELETED)
    ear_record_set (here, clearable_field (here->kind, deed->field), NULL);
  return ear_laptops_put (self, laptop, record, here);
}

static char *
do_delete (EarLaptops *self, Laptop *laptop, const EarDeed *deed)
{
  guint record = choose (self, laptop, deed);
  g_autoptr (EarRecord) here = ear_laptops_get (laptop, record);

  if (here == NULL || ear_laptops_is_erased (laptop, record))
    return NULL;
  ear_record_set_flag (here, EAR_FIELD_DELETED, deed->what == EAR_DO_DELETE);
  return ear_laptops_put (self, laptop, record, here);
}

static void
note_erased (EarLaptops *self, Laptop *laptop, guint record)
{
  ear_knowledge_add_erased (&laptop->known, record);
  ear_laptops_tally.erased++;
}

/* What is known here of its codings and groups goes with a voice, whichever came first: a memo may repeat what was said. */
static void
erase_with_voices (EarLaptops *self, Laptop *laptop)
{
  for (guint i = FIRST_CODING; i < N_RECORDS; i++)
    {
      EarKind kind = ear_laptops_record_kind (i);
      guint voice = kind == EAR_KIND_CODING               ? ear_laptops_coded_voice (i)
                    : kind == EAR_KIND_CONTRIBUTION_GROUP ? ear_laptops_link_end (i)
                                                          : N_RECORDS;

      if (voice < N_RECORDS && ear_laptops_is_erased (laptop, voice) && ear_oracle_is_here (&self->oracle, &laptop->known, i) && !ear_laptops_is_erased (laptop, i))
        note_erased (self, laptop, i);
    }
}

static char *
do_erase (EarLaptops *self, Laptop *laptop, const EarDeed *deed)
{
  guint voice = deed->record % N_VOICES;
  EarId id = ear_laptops_record_id (voice);
  g_autoptr (GError) error = NULL;

  if (!ear_oracle_is_here (&self->oracle, &laptop->known, voice) || ear_laptops_is_erased (laptop, voice))
    return NULL;
  ear_laptops_set_clock (self, laptop);
  if (!ear_store_erase (laptop->store, EAR_KIND_CONTRIBUTION, &id, &error))
    return ear_laptops_fail (laptop, "erase", error);
  note_erased (self, laptop, voice);
  erase_with_voices (self, laptop);
  return ear_laptops_check (self, laptop);
}

static char *
do_code (EarLaptops *self, Laptop *laptop, const EarDeed *deed)
{
  guint voice = deed->record % N_VOICES;
  guint theme = deed->other % N_THEMES;
  guint coding = FIRST_CODING + voice * N_THEMES + theme;
  EarId id = ear_laptops_record_id (coding);
  EarId voice_id = ear_laptops_record_id (voice);
  EarId theme_id = ear_laptops_record_id (FIRST_THEME + theme);
  g_autoptr (EarRecord) made = NULL;

  if (!ear_oracle_is_here (&self->oracle, &laptop->known, voice) || ear_laptops_is_erased (laptop, voice) || ear_laptops_is_erased (laptop, coding))
    return NULL;
  made = ear_record_new_with_id (EAR_KIND_CODING, &id);
  ear_record_set_id (made, EAR_CODING_CONTRIBUTION, &voice_id);
  ear_record_set_id (made, EAR_CODING_THEME, &theme_id);
  return ear_laptops_put_again (self, laptop, coding, made);
}

/* One of the voices that are here is in another session now, or in none. */
static char *
do_seat (EarLaptops *self, Laptop *laptop, const EarDeed *deed)
{
  guint voice = deed->record % N_VOICES;
  guint session = FIRST_SESSION + deed->other % N_SESSIONS;
  EarId id = ear_laptops_record_id (session);
  g_autoptr (EarRecord) here = NULL;
  char *wrong;

  for (guint i = 0; i < N_VOICES && !ear_oracle_is_here (&self->oracle, &laptop->known, voice); i++)
    voice = (voice + 1) % N_VOICES;
  here = ear_laptops_get (laptop, voice);
  if (here == NULL || ear_laptops_is_erased (laptop, voice))
    return NULL;
  wrong = ear_laptops_need_session (self, laptop, session);
  if (wrong != NULL)
    return wrong;
  ear_record_set_id (here, EAR_CONTRIBUTION_SESSION, deed->number % 6 == 5 ? NULL : &id);
  return ear_laptops_put (self, laptop, voice, here);
}

static char *
do_move (EarLaptops *self, Laptop *laptop, const EarDeed *deed)
{
  guint theme = FIRST_THEME + deed->record % N_THEMES;
  EarId other = ear_laptops_record_id (FIRST_THEME + deed->other % N_THEMES);
  g_autoptr (EarRecord) here = ear_laptops_get (laptop, theme);

  if (here == NULL)
    return NULL;
  ear_record_set_id (here, deed->what == EAR_DO_MOVE ? EAR_THEME_PARENT : EAR_THEME_MERGED_INTO,
                     deed->number % 6 == 5 ? NULL : &other);
  return ear_laptops_put (self, laptop, theme, here);
}

/* The part may be a theme that is there already, or be made with this. */
static char *
do_split (EarLaptops *self, Laptop *laptop, const EarDeed *deed)
{
  guint theme = FIRST_THEME + deed->record % N_THEMES;
  guint part = FIRST_THEME + (deed->record + 1 + deed->other % (N_THEMES - 1)) % N_THEMES;
  EarId theme_id = ear_laptops_record_id (theme), part_id = ear_laptops_record_id (part);
  g_autoptr (EarRecord) whole = ear_laptops_get (laptop, theme);
  g_autoptr (EarRecord) made = ear_laptops_get (laptop, part);
  char *wrong;

  if (whole == NULL)
    return NULL;
  if (made == NULL)
    {
      made = ear_record_new_with_id (EAR_KIND_THEME, &part_id);
      ear_laptops_type_word (self, laptop, part, made, EAR_THEME_NAME, deed->word);
    }
  ear_record_set_id (made, EAR_THEME_SPLIT_FROM, &theme_id);
  wrong = ear_laptops_put (self, laptop, part, made);
  if (wrong != NULL)
    return wrong;
  ear_record_set_flag (whole, EAR_THEME_RETIRED, TRUE);
  return ear_laptops_put (self, laptop, theme, whole);
}

/* The fields that are edited here, and so may have rivals. */
static guint
any_field (EarKind kind, guint number)
{
  static const guint voice[] = { EAR_FIELD_DELETED, EAR_CONTRIBUTION_TEXT, EAR_CONTRIBUTION_FEELING, EAR_CONTRIBUTION_REF,
                                 EAR_CONTRIBUTION_SESSION, EAR_CONTRIBUTION_PARTICIPANT, EAR_CONTRIBUTION_PERMISSION };
  static const guint theme[] = { EAR_FIELD_DELETED, EAR_THEME_NAME, EAR_THEME_PARENT, EAR_THEME_MERGED_INTO,
                                 EAR_THEME_SPLIT_FROM };
  static const guint coding[] = { EAR_FIELD_DELETED, EAR_CODING_START, EAR_CODING_MEMO };
  static const guint session[] = { EAR_FIELD_DELETED, EAR_SESSION_TITLE, EAR_SESSION_VENUE, EAR_SESSION_PERMISSION };
  static const guint group[] = { EAR_FIELD_DELETED, EAR_GROUP_NAME, EAR_GROUP_PARENT };
  static const guint speaker[] = { EAR_FIELD_DELETED, EAR_PARTICIPANT_LABEL, EAR_PARTICIPANT_PERMISSION };

  switch (kind)
    {
    case EAR_KIND_CONTRIBUTION:
      return voice[number % G_N_ELEMENTS (voice)];
    case EAR_KIND_THEME:
      return theme[number % G_N_ELEMENTS (theme)];
    case EAR_KIND_SESSION:
      return session[number % G_N_ELEMENTS (session)];
    case EAR_KIND_GROUP:
      return group[number % G_N_ELEMENTS (group)];
    case EAR_KIND_PARTICIPANT:
      return speaker[number % G_N_ELEMENTS (speaker)];
    case EAR_KIND_PARTICIPANT_GROUP:
    case EAR_KIND_CONTRIBUTION_GROUP:
    case EAR_KIND_SESSION_GROUP:
      return EAR_FIELD_DELETED;
    default:
      return coding[number % G_N_ELEMENTS (coding)];
    }
}

/* On the value that shows or one of its rivals, in a field that has rivals if there is one. */
static char *
do_decide (EarLaptops *self, Laptop *laptop, const EarDeed *deed)
{
  guint record = choose (self, laptop, deed);
  g_autoptr (EarRecord) here = ear_laptops_get (laptop, record);
  g_autofree char *value = NULL;
  EarField *field;
  guint number;

  if (here == NULL || ear_laptops_is_erased (laptop, record))
    return NULL;
  number = any_field (here->kind, deed->field);
  for (guint i = 0; here->fields[number].rivals == NULL && i < 4; i++)
    number = any_field (here->kind, deed->field + i);
  field = &here->fields[number];
  if (field->rivals != NULL && deed->number % 2 == 0)
    value = g_strdup (((EarVersion *) field->rivals->pdata[(guint) deed->number % field->rivals->len])->value);
  else
    value = g_strdup (field->shown.value);
  ear_record_decide (here, number, value);
  return ear_laptops_put (self, laptop, record, here);
}

static char *
do_open (EarLaptops *self, Laptop *laptop, const EarDeed *deed)
{
  guint record = choose (self, laptop, deed);
  EarRecord *here = ear_laptops_get (laptop, record);

  if (here == NULL || ear_laptops_is_erased (laptop, record))
    {
      ear_record_free (here);
      return NULL;
    }
  g_clear_pointer (&laptop->editor, ear_record_free);
  laptop->editor = here;
  laptop->editing = record;
  laptop->shown = laptop->known;
  return NULL;
}

static char *
do_save (EarLaptops *self, Laptop *laptop, const EarDeed *deed)
{
  g_autoptr (EarRecord) editor = g_steal_pointer (&laptop->editor);

  if (editor == NULL)
    return NULL;
  edit_field (self, laptop, laptop->editing, editor, deed);
  return ear_laptops_put_shown (self, laptop, laptop->editing, editor, &laptop->shown);
}

/* What was typed in a record that was erased meanwhile is erased with it. */
char *
ear_laptops_receive (EarLaptops *self, Laptop *laptop, const Letter *letter)
{
  g_auto (EarMergeResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  ear_laptops_set_clock (self, laptop);
  if (!ear_bundle_merge (laptop->store, letter->path, &result, NULL, NULL, NULL, &error))
    return ear_laptops_fail (laptop, "merge", error);
  ear_knowledge_add_all (&laptop->known, &letter->known);
  erase_with_voices (self, laptop);
  ear_laptops_tally.merges++;
  return ear_laptops_check (self, laptop);
}

/* One that is here: nobody sends what they do not have. */
static char *
send_session (EarLaptops *self, Laptop *laptop, const EarDeed *deed)
{
  guint number = deed->record % N_SESSIONS;

  if (!ear_oracle_is_here (&self->oracle, &laptop->known, FIRST_SESSION + number))
    number = (number + 1) % N_SESSIONS;
  return ear_oracle_is_here (&self->oracle, &laptop->known, FIRST_SESSION + number)
           ? ear_laptops_send_session (self, laptop, FIRST_SESSION + number)
           : NULL;
}

/* One that is here. */
static char *
send_group (EarLaptops *self, Laptop *laptop, const EarDeed *deed)
{
  for (guint i = 0; i < N_GROUPS; i++)
    {
      guint group = FIRST_GROUP + (deed->record + i) % N_GROUPS;

      if (ear_oracle_is_here (&self->oracle, &laptop->known, group))
        return ear_laptops_send_group (self, laptop, group);
    }
  return NULL;
}

static char *
do_send (EarLaptops *self, Laptop *laptop, const EarDeed *deed)
{
  switch (deed->what)
    {
    case EAR_DO_SEND_CODEBOOK:
      return ear_laptops_send_codebook (self, laptop);
    case EAR_DO_SEND_SESSION:
      return send_session (self, laptop, deed);
    case EAR_DO_SEND_GROUP:
      return send_group (self, laptop, deed);
    default:
      return ear_laptops_send (self, laptop);
    }
}

static char *
do_receive (EarLaptops *self, Laptop *laptop, const EarDeed *deed)
{
  guint n = self->letters->len;

  return n == 0 ? NULL : ear_laptops_receive (self, laptop, self->letters->pdata[n - 1 - (guint) deed->number % n]);
}

static char *
do_clock (EarLaptops *self G_GNUC_UNUSED, Laptop *laptop, const EarDeed *deed)
{
  laptop->skew = deed->number;
  return NULL;
}

/* Who is with which group, or what readers may do with what they have. */
static gboolean
concerns_readers (EarDoing what)
{
  return what == EAR_DO_SEAT || what == EAR_DO_SPEAK || what == EAR_DO_BELONG || what == EAR_DO_REGROUP || what == EAR_DO_PERMIT;
}

char *
ear_laptops_do (EarLaptops *self, const EarDeed *deed)
{
  static char *(*const doings[EAR_N_DOINGS]) (EarLaptops *, Laptop *, const EarDeed *) = {
    [EAR_DO_ADD] = do_add,       [EAR_DO_EDIT] = do_edit,    [EAR_DO_CLEAR] = do_clear,   [EAR_DO_DELETE] = do_delete,
    [EAR_DO_RESTORE] = do_delete, [EAR_DO_ERASE] = do_erase, [EAR_DO_CODE] = do_code,     [EAR_DO_MOVE] = do_move,
    [EAR_DO_JOIN] = do_move,     [EAR_DO_DECIDE] = do_decide, [EAR_DO_OPEN] = do_open,    [EAR_DO_SAVE] = do_save,
    [EAR_DO_SEND] = do_send,     [EAR_DO_RECEIVE] = do_receive, [EAR_DO_CLOCK] = do_clock,
    [EAR_DO_SPLIT] = do_split,   [EAR_DO_SEAT] = do_seat,    [EAR_DO_SEND_CODEBOOK] = do_send,
    [EAR_DO_SEND_SESSION] = do_send, [EAR_DO_SEND_GROUP] = do_send, [EAR_DO_SPEAK] = ear_laptops_speak,
    [EAR_DO_BELONG] = ear_laptops_belong, [EAR_DO_REGROUP] = ear_laptops_regroup, [EAR_DO_PERMIT] = ear_laptops_permit,
  };

  Laptop *laptop = &self->laptops[deed->laptop % self->n];
  char *wrong;

  self->now += deed->later;
  wrong = doings[deed->what] (self, laptop, deed);
  return wrong == NULL && concerns_readers (deed->what) ? ear_laptops_tell_readers (self, laptop) : wrong;
}
