/* SPDX-License-Identifier: GPL-3.0-or-later */
/* card: this laptop's exchange card, and those of others. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>

#include "ear-cli-partner.h"

static const char *const words[] = { "words", "write", "show", "accept", NULL };

static const EarOption options[] = {
  { "words", 'w', N_ ("WORDS"), N_ ("With accept: only if the card's words are these, as its owner said them"), EAR_OPTION_PLAIN, NULL },
  { "replaces", 0, N_ ("DEVICE"), N_ ("With accept: it took the place of this laptop, which is revoked"), EAR_OPTION_PLAIN, NULL },
  { "despite-doubt", 0, NULL, N_ ("With accept: even if a partner's file said that the laptop has other keys"), EAR_OPTION_PLAIN, NULL },
  { NULL },
};

static const EarColumn columns[] = {
  { "name", N_ ("Name"), EAR_CELL_TEXT },
  { "organisation", N_ ("Organisation"), EAR_CELL_TEXT },
  { "words", N_ ("Words"), EAR_CELL_TEXT },
  { "made", N_ ("Made"), EAR_CELL_TEXT },
  { "standing", N_ ("Here"), EAR_CELL_TEXT },
  { "id", N_ ("Id"), EAR_CELL_TEXT },
};

static const char *const standing_names[] = {
  [EAR_CARD_NEW] = "new",
  [EAR_CARD_KNOWN] = "accepted",
  [EAR_CARD_SELF] = "self",
  [EAR_CARD_OTHER_KEYS] = "other-keys",
  [EAR_CARD_DOUBTED] = "doubted",
  [EAR_CARD_REVOKED] = "revoked",
};

static const char *
standing_sentence (EarCardStanding standing)
{
  switch (standing)
    {
    case EAR_CARD_KNOWN:
      return _ ("It was accepted here with these keys.");
    case EAR_CARD_SELF:
      return _ ("It is this laptop's own card.");
    case EAR_CARD_OTHER_KEYS:
      return _ ("Other keys were accepted here for that laptop. Somebody may have made this card up: it cannot be accepted. Ask its owner.");
    case EAR_CARD_DOUBTED:
      return _ ("A partner's file said that that laptop has other keys: one of the two is wrong. Ring its owner and compare the words.");
    case EAR_CARD_REVOKED:
      return _ ("That laptop was revoked here, so its card cannot be accepted.");
    case EAR_CARD_NEW:
    default:
      return _ ("It is not accepted here. Ring its owner and compare the words, then accept it.");
    }
}

static gboolean
say_replaced (EarStore *store, const EarCard *card, GError **error)
{
  g_autoptr (GPtrArray) may = ear_card_may_replace (store, card, error);

  if (may == NULL)
    return FALSE;
  for (guint i = 0; i < may->len; i++)
    {
      const EarPartner *partner = may->pdata[i];

      if (partner->revoked)
        ear_output_say (_ ("It may replace “%s” of the same organisation, which was revoked; --replaces says so."), partner->name);
    }
  return TRUE;
}

static gboolean
print_card (EarCli *cli, EarStore *store, const EarCard *card, EarCardStanding standing, GError **error)
{
  g_autoptr (EarOutput) output = NULL;
  g_autofree char *title = ear_cli_partner_title (card->name, card->organisation_name);

  if (cli->format == EAR_FORMAT_TEXT)
    {
      ear_output_say (_ ("The exchange card of %s, made on %s."), title, card->made);
      ear_output_say (_ ("Its words: %s"), card->words);
      ear_output_say ("%s", standing_sentence (standing));
      return standing == EAR_CARD_KNOWN || standing == EAR_CARD_SELF || say_replaced (store, card, error);
    }
  output = ear_output_new (cli->format, columns, G_N_ELEMENTS (columns));
  ear_output_text (output, card->name);
  ear_output_text (output, card->organisation_name);
  ear_output_text (output, card->words);
  ear_output_text (output, card->made);
  ear_output_text (output, standing_names[standing]);
  ear_output_id (output, &card->device);
  ear_output_print (output);
  return TRUE;
}

static gboolean
show_own (EarCli *cli, EarStore *store, GError **error)
{
  g_autoptr (EarCard) card = ear_card_own (store, error);

  return card != NULL && print_card (cli, store, card, EAR_CARD_SELF, error);
}

/* Without a name the file gets the one that cards have by custom, in this folder. */
static gboolean
write_own (EarCli *cli, EarStore *store, GError **error)
{
  g_autoptr (EarCard) card = ear_card_own (store, error);
  g_autofree char *name = card == NULL ? NULL : ear_card_file_name (card);
  const char *path = cli->arguments->len > 2 ? ear_cli_argument (cli, 2) : name;
  g_autofree char *shown = NULL;

  if (card == NULL || !ear_cli_refuse_workbook (store, path, error) || !ear_card_write (store, path, error))
    return FALSE;
  shown = g_filename_display_name (path);
  if (cli->format != EAR_FORMAT_TEXT)
    return print_card (cli, store, card, EAR_CARD_SELF, error);
  ear_output_say (_ ("This laptop's exchange card is “%s”. It holds no secret: send it to your partners."), shown);
  ear_output_say (_ ("When they ring, read them its words: %s"), card->words);
  return TRUE;
}

static gboolean
show (EarCli *cli, EarStore *store, const EarCard *card, GError **error)
{
  EarCardStanding standing;

  return ear_card_judge (store, card, &standing, error) && print_card (cli, store, card, standing, error);
}

/* Written as they are said: blanks and hyphens are the same, and so are small letters and capitals. */
static gboolean
check_words (EarCli *cli, const EarCard *card, GError **error)
{
  const char *said = ear_cli_value (cli, "words");
  g_autofree char *folded = said == NULL ? NULL : g_ascii_strdown (said, -1);

  if (folded == NULL || g_str_equal (g_strdelimit (g_strstrip (folded), " ", '-'), card->words))
    return TRUE;
  g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_INPUT,
               _ ("The card's words are not those: they are %s. Nothing was changed. The card is not its owner's, or was misheard."),
               card->words);
  return FALSE;
}

static gboolean
find_replaced (EarCli *cli, EarStore *store, EarId *replaced, GError **error)
{
  g_autoptr (GPtrArray) list = NULL;
  const EarPartner *partner;

  *replaced = EAR_ID_NONE;
  if (!ear_cli_has (cli, "replaces"))
    return TRUE;
  list = ear_partner_list (store, error);
  partner = list == NULL ? NULL : ear_cli_find_partner (list, ear_cli_value (cli, "replaces"), error);
  if (partner == NULL)
    return FALSE;
  *replaced = partner->device;
  return TRUE;
}

static gboolean
accept (EarCli *cli, EarStore *store, const EarCard *card, GError **error)
{
  EarId replaced;
  g_autofree char *title = ear_cli_partner_title (card->name, card->organisation_name);

  if (!check_words (cli, card, error) || !find_replaced (cli, store, &replaced, error)
      || !ear_card_accept_in_place (store, card, ear_cli_has (cli, "despite-doubt"), &replaced, NULL, error))
    return FALSE;
  if (cli->format != EAR_FORMAT_TEXT)
    return print_card (cli, store, card, EAR_CARD_KNOWN, error);
  ear_output_say (_ ("The card of %s is accepted: what it sends is merged, and files can be sealed for it."), title);
  ear_output_say (_ ("Its words: %s. If you have not compared them with its owner, do so now; “%s devices” revokes it."), card->words,
                  EAR_CLI_NAME);
  return ear_cli_has (cli, "replaces") || say_replaced (store, card, error);
}

static gboolean
check_usage (EarCli *cli, const char *what, GError **error)
{
  gboolean takes_file = g_str_equal (what, "show") || g_str_equal (what, "accept");
  gboolean accepts = ear_cli_has (cli, "words") || ear_cli_has (cli, "despite-doubt") || ear_cli_has (cli, "replaces");

  if (g_strv_contains (words, what) && (cli->arguments->len > 2 ? !g_str_equal (what, "words") : !takes_file)
      && (!accepts || g_str_equal (what, "accept")))
    return TRUE;
  g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE,
                       _ ("Say “words”; or “write”, “show” or “accept” and a file. --words, --replaces and --despite-doubt go with “accept”."));
  return FALSE;
}

static gboolean
run (EarCli *cli, GError **error)
{
  const char *what = cli->arguments->len > 1 ? ear_cli_argument (cli, 1) : "words";
  g_autoptr (EarStore) store = check_usage (cli, what, error) ? ear_cli_open (cli, error) : NULL;
  g_autoptr (EarCard) card = NULL;

  if (store == NULL)
    return FALSE;
  if (g_str_equal (what, "words"))
    return show_own (cli, store, error);
  if (g_str_equal (what, "write"))
    return write_own (cli, store, error);
  card = ear_card_read (ear_cli_argument (cli, 2), error);
  if (card == NULL)
    return FALSE;
  return g_str_equal (what, "show") ? show (cli, store, card, error) : accept (cli, store, card, error);
}

const EarVerb ear_cli_card = {
  .name = "card",
  .arguments = "WORKBOOK [words|write|show|accept] [FILE]",
  .summary = N_ ("Write this laptop's exchange card, and take in those of partners"),
  .details = N_ ("An exchange card tells partners who this laptop is and with which keys they seal files that only it can open. It holds no "
                 "secret. “write” writes it, “words” tells its eight words; “show” tells whose card a file is and what is known of them.\n"
                 "Anybody can make a card of any name. Before you “accept” one, ring its owner and compare the words: from then on what that "
                 "laptop sends is merged, and “export --to” seals files for it. A card whose keys differ from those that were accepted before "
                 "is refused, and so is that of a laptop that was revoked."),
  .example = "coordinator.earshot accept Trust-Links.earshot-card.xml",
  .options = options,
  .words = words,
  .least = 1,
  .most = 3,
  .lists = TRUE,
  .run = run,
};
